import type { CameraClock } from "./age.ts";
import type { Counts } from "./counts.ts";
import { CaptureFailed } from "./errors.ts";
import { judge, NOTHING_SENT } from "./pace.ts";
import type { Queue } from "./queue.ts";
import type { Photograph, Source } from "./source.ts";

export interface TakingOptions {
  readonly source: Source;
  readonly queue: Pick<Queue, "put">;
  readonly clock: CameraClock;
  readonly counts: Counts;
  /** milliseconds from one photograph to the next */
  readonly every: number;
  readonly say: (line: string) => void;
  readonly wait: (milliseconds: number, stopped: AbortSignal) => Promise<void>;
}

/** Takes photographs until it is stopped, and puts those that show something new into the queue. Whatever fails is tried again. */
export async function takePhotographs(options: TakingOptions, stopped: AbortSignal): Promise<void> {
  const { source, queue, clock, counts, every, say, wait } = options;
  let pace = NOTHING_SENT;
  let failures = 0;
  while (!stopped.aborted) {
    const began = clock.now();
    try {
      const photograph = await source.next(stopped);
      if (failures > 0) say(`The camera works again, after ${failures} failures: ${source.name}.`);
      failures = 0;
      if (photograph) {
        counts.taken += 1;
        const verdict = judge(pace, photograph.look(), photograph.takenAt);
        if (verdict.send === undefined) counts.alike += 1;
        else await keep(photograph, queue, say);
        pace = verdict.pace;
      }
    } catch (error) {
      if (!(error instanceof CaptureFailed)) throw error;
      if (stopped.aborted) break;
      failures += 1;
      counts.failed += 1;
      if (error.why === "hung") counts.hung += 1;
      if (failures === 1 || failures % 100 === 0) say(`No photograph: ${error.message} It is tried again.`);
    }
    await wait(Math.max(0, every - (clock.now() - began) * 1000), stopped);
  }
}

/** A disk that breaks must not end a talk: the next photograph may be kept again. */
async function keep({ bytes, takenAt }: Photograph, queue: Pick<Queue, "put">, say: (line: string) => void): Promise<void> {
  try {
    await queue.put(bytes, takenAt);
  } catch (error) {
    say(`A photograph could not be kept: ${(error as Error).message}`);
  }
}
