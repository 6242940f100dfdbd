import { parentPort } from "node:worker_threads";
import type { Answer } from "./run-in-workers.ts";

/** For a worker's module: answers each message with what the function makes of it. */
export function answerJobs<Job, Result>(answer: (job: Job) => Promise<Result> | Result): void {
  parentPort?.on("message", async (job: Job) => {
    let message: Answer<Result>;
    try {
      message = { result: await answer(job) };
    } catch (error) {
      message = { failed: error instanceof Error ? (error.stack ?? error.message) : String(error) };
    }
    parentPort?.postMessage(message);
  });
}
