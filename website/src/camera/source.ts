import type { Thumbnail } from "./thumbnail.ts";

/** Where photographs come from. */
export interface Photograph {
  readonly bytes: Uint8Array;
  readonly width: number;
  readonly height: number;
  /** seconds of the camera's clock */
  readonly takenAt: number;
  /** What it looks like; undefined when it can't be decoded. */
  look(): Thumbnail | undefined;
}

export interface Source {
  /** Says in a few words what it is. */
  readonly name: string;
  /** One photograph; undefined when there is no new one. @throws CaptureFailed */
  next(stopped: AbortSignal): Promise<Photograph | undefined>;
}
