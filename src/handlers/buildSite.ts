import type { Context } from "aws-lambda";
import { required } from "../environment.ts";
import { logOf } from "../log.ts";
import { record } from "../metrics.ts";
import { request } from "../rules/build-queue.ts";
import { waitSecondsOf } from "../rules/polling.ts";
import type { SiteBuilderState } from "../rules/site-builder-state.ts";
import { advanceQueue } from "../steps/build-queue.ts";
import { changeQueue } from "../steps/queue-item.ts";

/** BuildSite: asks for a build that holds this push; `buildId` is its ticket. Asked twice, it gives one ticket. */
export async function handler(state: SiteBuilderState, context: Context): Promise<SiteBuilderState> {
  const { commitId, contentTag, execution, pushedAt } = state;
  const image = contentTag && `${required("IMAGE_REPOSITORY_URI")}:${contentTag}`;
  const wish = { ticket: execution, commitId, pushedAt, ...(image && { image }) };
  let granted = { ticket: execution, joined: false };
  await changeQueue((queue) => {
    const answer = request(queue, wish);
    granted = answer;
    return answer.queue;
  });
  const { ticket: buildId, joined } = granted;
  if (joined) record("builds_joined", 1);
  const { queue, ...progress } = await advanceQueue();
  const message = joined ? "Joined a build that is on its way" : "The site is being built";
  logOf(state, context).info(message, { buildId });
  return {
    ...state,
    buildId,
    buildDone: false,
    message,
    askedAt: new Date().toISOString(),
    waitSeconds: waitSecondsOf(buildId, { running: queue.running, ...progress }),
  };
}
