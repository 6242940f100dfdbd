import { required } from "../environment.ts";
import { record } from "../metrics.ts";
import { isPushPending } from "../rules/build-queue.ts";
import type { Notice } from "../rules/notice.ts";
import { afterNotice, NOTHING_TOLD, type NoticeHistory, noticeOf } from "../rules/notices.ts";
import { settled } from "../rules/settled.ts";
import type { SiteBuilderState } from "../rules/site-builder-state.ts";
import { inBuildsTable } from "./builds-table.ts";
import { readQueue } from "./queue-item.ts";
import { tell } from "./tell.ts";
import { readContent } from "./versioned-item.ts";

/** Tells how the push ended, once; gives the notice, or undefined when none is due. */
export async function tellOfPush(ended: SiteBuilderState): Promise<Notice | undefined> {
  const place = inBuildsTable("notices");
  const history = await readContent<NoticeHistory>(place, NOTHING_TOLD);
  const queue = ended.error && (await readQueue());
  const state = queue ? settled(ended, queue) : ended;
  const asked = { ticket: state.buildId ?? state.execution, pushedAt: state.pushedAt };
  const stillQueued = state.error !== undefined && queue !== undefined && isPushPending(queue, asked);
  const notice = noticeOf(state, required("SITE_URL"), history, stillQueued);
  if (!state.error && !history.told.includes(state.execution))
    record("push_to_published", (Date.now() - Date.parse(state.pushedAt)) / 1000);
  if (notice) await tell(notice, place, NOTHING_TOLD, (history) => afterNotice(history, state, notice));
  return notice;
}
