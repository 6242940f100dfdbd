import { Worker } from "node:worker_threads";

/** What a worker answers: the job's result, or why there is none. */
export type Answer<Result> = { readonly result: Result } | { readonly failed: string };

/**
 * Has worker threads do jobs, one at a time each, in their order; results are in that order too.
 * @param program the worker's module, that answers each message with an `Answer`
 * @throws Error when a job failed
 */
export async function runInWorkers<Job, Result>(
  program: URL,
  jobs: readonly Job[],
  workers: number,
  onProgress?: (done: number) => void,
): Promise<Result[]> {
  const results: Result[] = [];
  let [next, done] = [0, 0];
  const work = async (): Promise<void> => {
    const worker = new Worker(program);
    try {
      while (next < jobs.length) {
        const number = next++;
        const answer = await ask<Result>(worker, jobs[number]);
        if ("failed" in answer) throw new Error(`${JSON.stringify(jobs[number])}: ${answer.failed}`);
        results[number] = answer.result;
        onProgress?.(++done);
      }
    } finally {
      await worker.terminate();
    }
  };
  await Promise.all(Array.from({ length: Math.min(workers, jobs.length) }, work));
  return results;
}

function ask<Result>(worker: Worker, job: unknown): Promise<Answer<Result>> {
  return new Promise((resolve, reject) => {
    const settle = (): void => {
      worker.off("error", failed);
      worker.off("message", answered);
    };
    const failed = (error: unknown): void => {
      settle();
      reject(error);
    };
    const answered = (answer: Answer<Result>): void => {
      settle();
      resolve(answer);
    };
    worker.on("error", failed);
    worker.on("message", answered);
    worker.postMessage(job);
  });
}
