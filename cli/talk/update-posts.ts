/** What was posted of a talk, brought up to date before its page is built: what its entries say, and their files among the raw pages. */
import type { PostItem } from "../../liveblogger/data/post-item.ts";
import type { SlideItem } from "../../liveblogger/data/slide-item.ts";
import type { TalkItem } from "../../liveblogger/data/talk-item.ts";
import { safeNotes } from "../../liveblogger/rules/notes.ts";
import { markdownOf } from "../../liveblogger/rules/post.ts";
import { wordsOf } from "../../liveblogger/rules/slide-data.ts";
import type { Stack } from "../stack/with-stack.ts";
import { putPage, readPage } from "./buckets.ts";
import { putWords, readPost, readPosts } from "./tables.ts";

/**
 * Writes what is missing or out of date: also the file that a task which died for good left unwritten.
 * @param slides of the deck that the entries were made with: they get its titles and notes; without it they keep theirs
 */
export async function updatePosts(stack: Stack, talk: TalkItem, slides?: readonly SlideItem[]): Promise<void> {
  const posts = await readPosts(stack, talk.talk);
  await Promise.all(
    posts.map(async (post) => {
      const { title, notes } = slides ? worded(post, slides) : post;
      if (title !== post.title || notes.markdown !== post.notes.markdown) await putWords(stack, { ...post, title, notes });
      await updatePage(stack, talk, post.entry);
    }),
  );
}

function worded(post: PostItem, slides: readonly SlideItem[]): Pick<PostItem, "title" | "notes"> {
  const item = slides.find(({ slide }) => slide === post.slide);
  if (!item) return post;
  const { title, text } = wordsOf(item.slide, item);
  return { title, notes: safeNotes(text) };
}

/** Writes the entry's file until it says what the item says: the talk may be going on. */
async function updatePage(stack: Stack, { talk, timeZone }: TalkItem, entry: string): Promise<void> {
  for (let post = await readPost(stack, talk, entry); post; post = await readPost(stack, talk, entry)) {
    const page = markdownOf(post, timeZone);
    if ((await readPage(stack, talk, entry)) === page) return;
    await putPage(stack, talk, entry, page);
  }
}
