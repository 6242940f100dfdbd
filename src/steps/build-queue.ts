/** The build queue, moved along by whoever asks. */
import { findBuild, startBuild } from "../aws/codebuild.ts";
import { required } from "../environment.ts";
import { outcomeOf } from "../rules/build-outcome.ts";
import { type BuildQueue, type RunningBuild, settle, started, startToken } from "../rules/build-queue.ts";
import { reasonInLog } from "./build-log.ts";
import { changeQueue } from "./queue-item.ts";

/** What was seen on the way. */
export interface Progress {
  /** How long the running build has run, in seconds. */
  elapsedSeconds: number;
  /** Why CodeBuild does not take the build that is to run: the account has too many now, and may have fewer later. */
  held?: string;
}

const isNamed = (error: unknown, name: string): error is Error => error instanceof Error && error.name === name;
/** CodeBuild refuses the order itself: it would refuse it for ever, and must not block the queue. */
const isRefusal = (error: unknown): error is Error => isNamed(error, "InvalidInputException");

async function start(queue: BuildQueue, running: RunningBuild, progress: Progress): Promise<BuildQueue> {
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
    if (isNamed(error, "AccountLimitExceededException")) {
      progress.held = error.message;
      return queue;
    }
    if (!isRefusal(error)) throw error;
    return settle(queue, { status: "FAILED", seconds: 0, message: `CodeBuild would not start it: ${error.message}` });
  }
}

/** One step: starts the running build if it is not, or looks at it and settles it if it has ended. */
async function step(queue: BuildQueue, progress: Progress): Promise<BuildQueue> {
  const { running } = queue;
  if (!running) return queue;
  if (!running.codeBuildId) return start(queue, running, progress);
  const build = await findBuild(running.codeBuildId);
  const said = build?.buildStatus === "FAILED" ? await reasonInLog(build) : undefined;
  const outcome = outcomeOf(build, Date.now(), said);
  if (outcome.ended) return settle(queue, outcome);
  progress.elapsedSeconds = outcome.elapsedSeconds;
  return queue;
}

/** Moves the queue as far as it goes now. Whoever asks moves it, so it goes on whichever execution dies. */
export async function advanceQueue(): Promise<Progress & { queue: BuildQueue }> {
  for (;;) {
    let progress: Progress = { elapsedSeconds: 0 };
    let moved = false;
    const queue = await changeQueue(async (before) => {
      progress = { elapsedSeconds: 0 };
      const after = await step(before, progress);
      moved = after !== before;
      return after;
    });
    if (!moved) return { queue, ...progress };
  }
}
