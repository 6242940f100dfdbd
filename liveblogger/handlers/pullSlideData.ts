import type { Context } from "aws-lambda";
import { required } from "../../src/environment.ts";
import { logOf } from "../../src/log.ts";
import { readSlide } from "../aws/tables.ts";
import type { LiveBloggerState } from "../rules/live-blogger-state.ts";
import { slideOfEntry, withSlide } from "../rules/slide-data.ts";

/** PullSlideData: the title of the slide, and the speaker's notes to it. */
export async function handler(state: LiveBloggerState, context: Context): Promise<LiveBloggerState> {
  const { talk, entry } = state;
  if (!state.updateSite || !entry) return state;
  const slide = slideOfEntry(entry);
  const item = slide === undefined ? undefined : await readSlide(required("SLIDES_TABLE"), talk, slide);
  if (slide !== undefined && !item) logOf(state, context).warn("The talk has no such slide any more", { slide });
  return withSlide(state, slide, item);
}
