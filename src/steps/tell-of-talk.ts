import { required } from "../environment.ts";
import type { Notice } from "../rules/notice.ts";
import { afterTalkNotice, NOTHING_TOLD_OF_TALK, type TalkState, talkNoticeOf } from "../rules/talk-notices.ts";
import { inBuildsTable } from "./builds-table.ts";
import { tell } from "./tell.ts";
import { readContent } from "./versioned-item.ts";

/** Tells of a talk what is to be told, once; gives the notice, or undefined when none is due. */
export async function tellOfTalk(state: TalkState): Promise<Notice | undefined> {
  const place = inBuildsTable(`notices/${state.talk}`);
  const notice = talkNoticeOf(state, required("SITE_URL"), await readContent(place, NOTHING_TOLD_OF_TALK));
  if (notice) await tell(notice, place, NOTHING_TOLD_OF_TALK, (history) => afterTalkNotice(history, state, notice));
  return notice;
}
