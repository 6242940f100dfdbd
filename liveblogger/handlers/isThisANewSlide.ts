import type { Context } from "aws-lambda";
import { required } from "../../src/environment.ts";
import { logOf } from "../../src/log.ts";
import { readPost } from "../aws/tables.ts";
import type { LiveBloggerState } from "../rules/live-blogger-state.ts";
import { sightingOf } from "../rules/sighting.ts";
import { decision, direct, entriesOf, entryOf, overdue, takeOver } from "../rules/traffic-cop.ts";
import { talkNamed } from "../steps/talk.ts";
import { changeTrafficCop } from "../steps/traffic-cop-item.ts";

/**
 * IsThisANewSlide: asks the traffic cop, by one conditional write. A task that is run again finds its own claim; a claim that was
 * never written, for whoever made it died, is taken over. @throws TalkUnknown, MalformedInput
 */
export async function handler(state: LiveBloggerState, context: Context): Promise<LiveBloggerState> {
  const { talk, execution } = state;
  const sighting = sightingOf(state);
  const settings = await talkNamed(talk);
  const entry = entryOf(sighting, settings);
  let cop = await changeTrafficCop(talk, (cop) => direct(cop, sighting, settings, Date.now()));
  const due = overdue(cop, entry, execution, Date.now());
  if (due) {
    const post = await readPost(required("POSTS_TABLE"), talk, entry);
    if (!post || post.revision < due.revision)
      cop = await changeTrafficCop(talk, (cop) => takeOver(cop, entry, due, execution, Date.now()));
  }
  const updateSite = entriesOf(cop, execution).length > 0;
  const message = decision(cop, sighting, settings, updateSite);
  logOf(state, context).info(message, { entry, assurance: sighting.assurance, updateSite });
  return { ...state, updateSite, ...(updateSite && { entry }), message };
}
