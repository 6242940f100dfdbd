/** Whether a camera saw the same scene twice: a thumbnail of its photograph, compared with the one before. */
import type { DecodedPhotograph } from "../recogniser/index.ts";

const COLUMNS = 24;
const ROWS = 16;
/** Every so many-th pixel and row is looked at: hundreds for each square all the same. */
const STEP = 3;
/** Steps of brightness, of 255, by which the noise of a camera may change a square of the thumbnail. */
const NOISE = 8;
/** … and the share of squares in which something may move, as the speaker's hand. */
const MOVING = 0.02;
/** The photograph before is "shortly before" for so long. */
const STILL_SECONDS = 60;

/** A thumbnail's brightnesses, in base64. */
export function sceneOf({ width, height, data }: DecodedPhotograph): string {
  const sums = new Float64Array(COLUMNS * ROWS);
  const counts = new Uint32Array(COLUMNS * ROWS);
  for (let y = 0; y < height; y += STEP) {
    const row = Math.floor((y * ROWS) / height) * COLUMNS;
    for (let x = 0; x < width; x += STEP) {
      const at = (y * width + x) * 3;
      const cell = row + Math.floor((x * COLUMNS) / width);
      sums[cell] = (sums[cell] as number) + (data[at] as number) + (data[at + 1] as number) + (data[at + 2] as number);
      counts[cell] = (counts[cell] as number) + 1;
    }
  }
  return Buffer.from(sums.map((sum, cell) => Math.round(sum / 3 / Math.max(1, counts[cell] as number)))).toString("base64");
}

/** A scene, and when it was seen: ISO 8601, UTC. */
export interface Seen {
  readonly scene: string;
  readonly lastSeen: string;
}

/** Whether the camera has not moved, nor anything before it, since the photograph before. Of two at one time, or in the wrong order, nothing is known. */
export function isStill(before: Seen, now: Seen): boolean {
  const seconds = (Date.parse(now.lastSeen) - Date.parse(before.lastSeen)) / 1000;
  if (!(seconds > 0 && seconds <= STILL_SECONDS)) return false;
  const [one, other] = [Buffer.from(before.scene, "base64"), Buffer.from(now.scene, "base64")];
  if (one.length !== other.length) return false;
  const moved = one.filter((brightness, cell) => Math.abs(brightness - (other[cell] as number)) > NOISE);
  return moved.length <= MOVING * one.length;
}
