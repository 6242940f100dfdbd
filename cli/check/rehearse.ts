import { availableParallelism } from "node:os";
import { Worker } from "node:worker_threads";
import type { Level } from "../../liveblogger/augment/index.ts";
import type { DeckPage } from "../../liveblogger/deck/index.ts";
import type { Trial } from "./judge.ts";

/** What each thread is given. */
export interface RehearsalOrder {
  /** the recogniser's index, as a file */
  readonly index: Uint8Array;
  /** each page's picture, a JPEG */
  readonly pictures: readonly Uint8Array[];
}

/** A photograph to be taken and looked at. */
export interface Shot {
  /** counted from 1 */
  readonly slide: number;
  readonly level: Level;
  readonly seed: string;
}

export interface RehearsalOptions {
  readonly perSlide: number;
  readonly seed: string;
  /** no photograph is begun later, in milliseconds since the epoch */
  readonly until: number;
  readonly stopped: AbortSignal;
  readonly onProgress?: (done: number, total: number) => void;
}

/** A deck needs more memory than it gives speed, from here on. */
const MOST_THREADS = 4;
/** From the front row with a good camera to the last one with heads in the way. */
const TURNS: readonly Level[] = ["easy", "medium", "hard"];

/** The photographs in the order in which they are taken: each slide once, then each once more. Pure. */
export const shotsOf = (slides: number, perSlide: number, seed: string): Shot[] =>
  Array.from({ length: perSlide }, (_, round) =>
    Array.from({ length: slides }, (_, i): Shot => {
      const level = TURNS[(i + round) % TURNS.length] ?? "medium";
      return { slide: i + 1, level, seed: `${seed}/${i + 1}-${round + 1}` };
    }),
  ).flat();

/** Photographs the deck and has each photograph recognised. When the time is up, or it is stopped, it gives what there is. */
export async function rehearse(
  pages: readonly Pick<DeckPage, "picture">[],
  index: Uint8Array,
  { perSlide, seed, until, stopped, onProgress }: RehearsalOptions,
): Promise<Trial[]> {
  const shots = shotsOf(pages.length, perSlide, seed);
  const workerData: RehearsalOrder = { index, pictures: pages.map(({ picture }) => picture) };
  const trials = new Map<number, Trial>();
  let next = 0;
  const work = async (): Promise<void> => {
    const worker = new Worker(new URL("./rehearsal-worker.ts", import.meta.url), { workerData });
    try {
      while (next < shots.length && Date.now() < until && !stopped.aborted) {
        const number = next++;
        trials.set(number, await ask(worker, shots[number] as Shot));
        onProgress?.(trials.size, shots.length);
      }
    } finally {
      await worker.terminate();
    }
  };
  const threads = Math.min(MOST_THREADS, availableParallelism(), shots.length);
  await Promise.all(Array.from({ length: threads }, work));
  return [...trials].sort(([one], [other]) => one - other).map(([, trial]) => trial);
}

function ask(worker: Worker, shot: Shot): Promise<Trial> {
  const { promise, resolve, reject } = Promise.withResolvers<Trial>();
  worker.once("message", resolve);
  worker.once("error", reject);
  worker.postMessage(shot);
  return promise.finally(() => {
    worker.off("message", resolve);
    worker.off("error", reject);
  });
}
