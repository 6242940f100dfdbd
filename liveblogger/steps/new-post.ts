import { photoOf } from "../data/keys.ts";
import type { NewPost } from "../rules/entry.ts";
import type { LiveBloggerState } from "../rules/live-blogger-state.ts";
import { safeNotes } from "../rules/notes.ts";
import { fetchPhotograph } from "./photograph.ts";
import { storePictures } from "./pictures.ts";

/** What a new entry is made of; its pictures are stored. @throws PhotoGone, and what the decoding throws */
export async function newPost(state: LiveBloggerState, entry: string): Promise<NewPost> {
  const { talk, image, slide, assurance = 0, corners, aspect, title = entry, text = "" } = state;
  const { photograph } = await fetchPhotograph(image);
  const shown = slide !== undefined && corners && aspect ? { corners, aspect } : undefined;
  const pictures = await storePictures({ talk, entry, photo: photoOf(image)?.hash ?? "" }, photograph, shown);
  return { talk, entry, title, ...(slide !== undefined && { slide }), assurance, pictures, notes: safeNotes(text) };
}
