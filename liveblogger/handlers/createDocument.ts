import type { Context } from "aws-lambda";
import { MalformedInput } from "../../src/errors.ts";
import { logOf } from "../../src/log.ts";
import { record } from "../../src/metrics.ts";
import { photoOf } from "../data/keys.ts";
import type { LiveBloggerState } from "../rules/live-blogger-state.ts";
import { entriesOf } from "../rules/traffic-cop.ts";
import { newPost } from "../steps/new-post.ts";
import { talkNamed } from "../steps/talk.ts";
import { readTrafficCop } from "../steps/traffic-cop-item.ts";
import { writeEntry, writeMarkdown } from "../steps/write-entry.ts";

/**
 * CreateDocument: writes the photograph's entry, and marks on others what the photograph showed of them. Readers see an entry as soon as
 * its item is written; its file is for the next build. Run again, it writes the same. @throws MalformedInput, PhotoGone
 */
export async function handler(state: LiveBloggerState, context: Context): Promise<LiveBloggerState> {
  const { talk, entry, execution, takenAt } = state;
  if (!entry || !photoOf(state.image)) throw new MalformedInput("CreateDocument needs what IsThisANewSlide gave.");
  const log = logOf(state, context);
  const [{ timeZone }, cop] = await Promise.all([talkNamed(talk), readTrafficCop(talk)]);
  for (const one of new Set([entry, ...entriesOf(cop, execution)])) {
    const written = await writeEntry(talk, one, one === entry ? () => newPost(state, entry) : undefined);
    if (!written) continue;
    if (written.isNew) record("photo_to_feed", (Date.now() - Date.parse(takenAt)) / 1000);
    await writeMarkdown(written.post, timeZone);
    log.info(written.isNew ? "Readers see a new entry" : "The entry is up to date", {
      entry: one,
      revision: written.post.revision,
    });
  }
  return { ...state, message: `Readers see ${entry}` };
}
