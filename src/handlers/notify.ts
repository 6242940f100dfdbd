import type { Context } from "aws-lambda";
import { publish } from "../aws/sns.ts";
import { required } from "../environment.ts";
import { logOf } from "../log.ts";
import { record } from "../metrics.ts";
import { isPushPending } from "../rules/build-queue.ts";
import { afterNotice, NOTHING_TOLD, type NoticeHistory, noticeOf } from "../rules/notices.ts";
import type { SiteBuilderState } from "../rules/site-builder-state.ts";
import { inBuildsTable } from "../steps/builds-table.ts";
import { readQueue } from "../steps/queue-item.ts";
import { changeContent, readContent } from "../steps/versioned-item.ts";

/** The history's key in the `builds` table. */
const HISTORY = "notices";

/**
 * Done and NotifyFailure: tells the owner how the push ended, once: a task that is run again finds that it told
 * already. (Only a crash between the sending and its record can tell twice; the other order could tell never.)
 */
export async function handler(state: SiteBuilderState, context: Context): Promise<SiteBuilderState> {
  const log = logOf(state, context);
  const history = await readContent<NoticeHistory>(inBuildsTable(HISTORY), NOTHING_TOLD);
  const asked = { ticket: state.buildId ?? state.execution, pushedAt: state.pushedAt };
  const stillQueued = state.error !== undefined && isPushPending(await readQueue(), asked);
  const notice = noticeOf(state, required("SITE_URL"), history, stillQueued);
  if (!state.error && !history.told.includes(state.execution))
    record("push_to_published", (Date.now() - Date.parse(state.pushedAt)) / 1000);
  if (!notice) {
    log.info("No notice: told already, or by the later push that this one was built with");
    return { ...state, message: "Told of before, or with a later push" };
  }
  await publish(required("NOTICES_TOPIC_ARN"), notice);
  await changeContent(inBuildsTable(HISTORY), NOTHING_TOLD, (history) => afterNotice(history, state, notice));
  record("notices_sent", 1, { kind: notice.kind });
  log.info(`Notice sent: ${notice.text}`);
  return { ...state, message: notice.text };
}
