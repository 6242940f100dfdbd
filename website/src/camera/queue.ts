/** Photographs that wait to be sent: what is done with them, wherever they lie. */
import type { Moment } from "./age.ts";

/** How much may wait. */
export interface Room {
  readonly photographs: number;
  readonly bytes: number;
}

/** The server takes no older ones, in seconds. */
export const OLDEST = 24 * 60 * 60;

/** A photograph that waits. */
export interface Queued {
  readonly moment: Moment;
  /** it lies there since an earlier start, which may have sent it and not heard the answer */
  readonly isFound: boolean;
}

export interface Queue {
  readonly size: number;
  /** Keeps a photograph until it is removed; the oldest make room for it. @param takenAt seconds of the camera's clock */
  put(bytes: Uint8Array, takenAt: number): Promise<void>;
  /** The newest photograph; undefined when none waits. */
  newest(): Promise<Queued | undefined>;
  /** In seconds. */
  ageOf(photo: Queued): number;
  /** Its bytes; undefined when they are lost: then it is no longer in the queue. */
  read(photo: Queued): Promise<Uint8Array | undefined>;
  remove(photo: Queued): Promise<void>;
  /** Resolves when a photograph waits, or when it is stopped. */
  more(stopped: AbortSignal): Promise<void>;
}
