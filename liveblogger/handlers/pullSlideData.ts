import type { Context } from "aws-lambda";
import { required } from "../../src/environment.ts";
import { logOf } from "../../src/log.ts";
import { readSlide } from "../aws/tables.ts";
import type { LiveBloggerState } from "../rules/live-blogger-state.ts";
import { slideOfEntry, withSlide } from "../rules/slide-data.ts";

/** PullSlideData: the title of the slide, and the speaker's notes to it, by the deck that it was found in, and by no other. */
export async function handler(state: LiveBloggerState, context: Context): Promise<LiveBloggerState> {
  const { talk, entry, deck } = state;
  if (!state.updateSite || !entry) return state;
  const slide = slideOfEntry(entry);
  const item = slide === undefined ? undefined : await readSlide(required("SLIDES_TABLE"), talk, slide);
  const isOfDeck = item?.deck === deck;
  if (slide !== undefined && !isOfDeck) logOf(state, context).warn("The talk has no such slide any more", { slide, deck });
  return withSlide(state, slide, isOfDeck ? item : undefined);
}
