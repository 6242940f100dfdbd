import { Worker } from "node:worker_threads";
import type { Shot } from "./play.ts";

/** Photographs that are being taken, in a thread of their own, in the play's order. */
export interface Photographs {
  /** The photograph of the shot at this place, as soon as it is taken. */
  at(place: number): Promise<Uint8Array>;
  /** Ends the thread. */
  stop(): Promise<void>;
}

/** What the thread is given. */
export interface Order {
  readonly deck: string;
  readonly play: readonly Shot[];
}

/** Has the photographs of a play taken: they are there before they are needed, and whoever waits for them stops nothing. */
export function beginPhotographs(order: Order): Photographs {
  const worker = new Worker(new URL("./photographs-worker.ts", import.meta.url), { workerData: order });
  const taken = order.play.map(() => Promise.withResolvers<Uint8Array>());
  // A failure is told to whoever asks for a photograph; nobody may.
  for (const { promise } of taken) promise.catch(() => {});
  worker.on("message", ({ place, jpeg }: { place: number; jpeg: Uint8Array }) => taken[place]?.resolve(jpeg));
  worker.on("error", (error) => {
    for (const { reject } of taken) reject(error);
  });
  return {
    at(place) {
      const photograph = taken[place];
      if (!photograph) throw new RangeError(`The play has no shot ${place}.`);
      return photograph.promise;
    },
    async stop() {
      await worker.terminate();
    },
  };
}
