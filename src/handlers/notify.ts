import type { Context } from "aws-lambda";
import { logOf } from "../log.ts";
import { isTalk } from "../rules/build-ticket.ts";
import type { SiteBuilderState } from "../rules/site-builder-state.ts";
import type { TalkState } from "../rules/talk-notices.ts";
import { tellOfPush } from "../steps/tell-of-push.ts";
import { tellOfTalk } from "../steps/tell-of-talk.ts";

/** The last task of both machines, well or not, and the end of a talk: tells the owner what is worth a text, once. */
export async function handler<State extends SiteBuilderState | TalkState>(state: State, context: Context): Promise<State> {
  const log = logOf(state, context);
  const notice = isTalk(state) ? await tellOfTalk(state) : await tellOfPush(state);
  if (!notice) log.info("No notice: told already, or not worth one, or by the later push that this one was built with");
  else log.info(`Notice sent: ${notice.text}`);
  return { ...state, message: notice?.text ?? (isTalk(state) ? state.message : "Told of before, or with a later push") };
}
