/** The build queue in the `builds` table, moved along by whoever asks. */
import { findBuild, startBuild } from "../aws/codebuild.ts";
import { required } from "../environment.ts";
import { outcomeOf } from "../rules/build-outcome.ts";
import { type BuildQueue, EMPTY_QUEUE, type RunningBuild, settle, started, startToken } from "../rules/build-queue.ts";
import { changeItem } from "./versioned-item.ts";

/** The queue's key; the table could hold more sites than this one. */
const SITE = "site";

/** Applies a transition of the queue (see changeItem). @throws QueueContention */
export const changeQueue = (transition: (queue: BuildQueue) => Promise<BuildQueue> | BuildQueue): Promise<BuildQueue> =>
  changeItem(SITE, EMPTY_QUEUE, transition);

/** CodeBuild refuses the order itself: it would refuse it for ever, and must not block the queue. */
const isRefusal = (error: unknown): error is Error => error instanceof Error && error.name === "InvalidInputException";

async function start(queue: BuildQueue, running: RunningBuild): Promise<BuildQueue> {
  const { commitId, image } = running;
  try {
    const id = await startBuild({
      projectName: required("SITE_PROJECT"),
      commitId,
      image,
      idempotencyToken: startToken(running),
    });
    return started(queue, id);
  } catch (error) {
    if (!isRefusal(error)) throw error;
    return settle(queue, { status: "FAILED", seconds: 0, message: `CodeBuild would not start it: ${error.message}` });
  }
}

/** One step: starts the running build if it is not, or looks at it and settles it if it has ended. */
async function step(queue: BuildQueue, tellElapsed: (seconds: number) => void): Promise<BuildQueue> {
  const { running } = queue;
  if (!running) return queue;
  if (!running.codeBuildId) return start(queue, running);
  const outcome = outcomeOf(await findBuild(running.codeBuildId), Date.now());
  if (outcome.ended) return settle(queue, outcome);
  tellElapsed(outcome.elapsedSeconds);
  return queue;
}

/**
 * Moves the queue as far as it goes now. Whoever asks moves it, so it goes on whichever execution dies.
 * Gives the queue and how long the running build has run, in seconds.
 */
export async function advanceQueue(): Promise<{ queue: BuildQueue; elapsedSeconds: number }> {
  for (;;) {
    let elapsedSeconds = 0;
    let moved = false;
    const queue = await changeQueue(async (before) => {
      const after = await step(before, (seconds) => {
        elapsedSeconds = seconds;
      });
      moved = after !== before;
      return after;
    });
    if (!moved) return { queue, elapsedSeconds };
  }
}
