import type { Context } from "aws-lambda";
import { BuildVanished, MalformedInput } from "../errors.ts";
import { logOf } from "../log.ts";
import { record } from "../metrics.ts";
import { failureFor, isOwn } from "../rules/asking.ts";
import { askersOf, endOf, isKnown } from "../rules/build-queue.ts";
import type { BuildAsker } from "../rules/build-ticket.ts";
import { checkPatience, TICKET_PATIENCE_SECONDS, waitSecondsOf } from "../rules/polling.ts";
import { advanceQueue } from "../steps/build-queue.ts";

/** IsItBuilt: moves the queue and looks for its ticket. @throws BuildFailed and its kin when the build ended in any way but well. */
export async function handler<State extends BuildAsker>(state: State, context: Context): Promise<State> {
  const { buildId, askedAt } = state;
  if (!buildId || !askedAt) throw new MalformedInput("IsItBuilt needs what BuildSite gave.");
  const { queue, ...progress } = await advanceQueue();
  const end = endOf(queue, buildId);
  if (!end) {
    if (!isKnown(queue, buildId)) throw new BuildVanished(`The build queue does not know the ticket ${buildId}.`);
    const { held } = progress;
    const message = held ? `CodeBuild does not take the build yet: ${held}` : "The site has not been built";
    checkPatience(askedAt, Date.now(), TICKET_PATIENCE_SECONDS, message);
    return {
      ...state,
      buildDone: false,
      message,
      waitSeconds: waitSecondsOf(buildId, { running: queue.running, askers: askersOf(queue), ...progress }),
    };
  }
  if (isOwn(state, end)) record("build_length", end.seconds, { project: "site", status: end.status });
  logOf(state, context).info(`The site's build ended: ${end.status}`, { buildId, seconds: end.seconds });
  const failure = failureFor(state, end);
  if (failure) throw failure;
  return {
    ...state,
    buildDone: true,
    message: "The site has been built",
    builtCommitId: end.commitId,
    builtPushedAt: end.pushedAt,
    buildSeconds: end.seconds,
  };
}
