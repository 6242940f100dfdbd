import type { Context } from "aws-lambda";
import { required } from "../environment.ts";
import { logOf } from "../log.ts";
import { record } from "../metrics.ts";
import { wishOf } from "../rules/asking.ts";
import { askersOf } from "../rules/build-queue.ts";
import type { BuildAsker } from "../rules/build-ticket.ts";
import { waitSecondsOf } from "../rules/polling.ts";
import { advanceQueue } from "../steps/build-queue.ts";
import { changeQueue } from "../steps/queue-item.ts";

/** BuildSite: asks for a build that holds this push, or these live posts; `buildId` is its ticket. Asked twice, it gives one ticket. */
export async function handler<State extends BuildAsker>(state: State, context: Context): Promise<State> {
  const wish = wishOf(state, (contentTag) => `${required("IMAGE_REPOSITORY_URI")}:${contentTag}`);
  let granted = { ticket: state.execution, joined: false };
  await changeQueue((queue) => {
    const answer = wish(queue);
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
    waitSeconds: waitSecondsOf(buildId, { running: queue.running, askers: askersOf(queue), ...progress }),
  };
}
