import type { Context } from "aws-lambda";
import { publish } from "../aws/sns.ts";
import { required } from "../environment.ts";
import { logOf } from "../log.ts";
import { record } from "../metrics.ts";
import { noticeOf } from "../rules/notices.ts";
import type { SiteBuilderState } from "../rules/site-builder-state.ts";

/** Done and NotifyFailure: tells the owner how the push ended. */
export async function handler(state: SiteBuilderState, context: Context): Promise<SiteBuilderState> {
  const log = logOf(state, context);
  const notice = noticeOf(state, required("SITE_URL"));
  if (!state.error) record("push_to_published", (Date.now() - Date.parse(state.pushedAt)) / 1000);
  if (notice === undefined) {
    log.info("No notice: a later push's build holds this one", { builtCommitId: state.builtCommitId });
    return { ...state, message: "Published with a later push" };
  }
  await publish(required("NOTICES_TOPIC_ARN"), notice);
  record("notices_sent", 1, { kind: state.error ? "failure" : "success" });
  log.info(`Notice sent: ${notice}`);
  return { ...state, message: notice };
}
