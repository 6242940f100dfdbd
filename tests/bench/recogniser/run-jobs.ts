import { runInWorkers } from "../../../liveblogger/calibration/run-in-workers.ts";
import type { Job } from "./worker.ts";

export const WORKER = new URL("./worker.ts", import.meta.url);

/** Has workers do jobs of one kind, telling each tenth of them. */
export function runJobs<Result>(
  what: string,
  jobs: readonly Job[],
  workers: number,
  tell: (line: string) => void,
): Promise<Result[]> {
  const every = Math.max(1, Math.round(jobs.length / 10));
  return runInWorkers<Job, Result>(WORKER, jobs, workers, (done) => {
    if (done % every === 0) tell(`${what} ${done} of ${jobs.length}`);
  });
}
