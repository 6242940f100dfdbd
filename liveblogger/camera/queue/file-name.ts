import type { Moment } from "../../../website/src/camera/age.ts";

/** A photograph that waits. Its file's name is all that is known of it, so that it is never without. */
export interface Waiting {
  readonly moment: Moment;
  /** the first twelve hexadecimal digits of its SHA-256 */
  readonly hash: string;
  /** how many bytes it has */
  readonly size: number;
}

/** `<boot>-<milliseconds since>-<milliseconds since the epoch>-<hash>-<size>.jpg`: the same photograph is the same file. */
export const fileNameOf = ({ moment: { boot, at, wall }, hash, size }: Waiting): string =>
  `${boot}-${Math.round(at * 1000)}-${wall}-${hash}-${size}.jpg`;

/** Undefined when the file is none of the queue's. */
export function waitingOf(fileName: string): Waiting | undefined {
  const [, boot, at, wall, hash, size] = /^([0-9a-f]{8})-(\d+)-(-?\d+)-([0-9a-f]{12})-(\d+)\.jpg$/.exec(fileName) ?? [];
  if (!boot || !at || !wall || !hash || !size) return undefined;
  return { moment: { boot, at: Number(at) / 1000, wall: Number(wall) }, hash, size: Number(size) };
}
