import type { CameraMemory, Quad } from "./contract.ts";
import { quadDistance } from "./vision/consensus.ts";

/** Corners that are farther apart, as a share of the slide's width, are those of a camera that was moved. */
const MOVED = 0.03;

/** A photograph's width and height. */
export interface Size {
  readonly width: number;
  readonly height: number;
}

/** Whether the memory is of a camera whose photographs are as large. */
export const isOfSize = (memory: CameraMemory, { width, height }: Size): boolean =>
  memory.width === width && memory.height === height;

/** What is remembered of a slide that was recognised for sure. */
export function remember(deck: string, slide: number, corners: Quad, { width, height }: Size): CameraMemory {
  return { version: 1, width, height, corners: rounded(corners), slide, deck, missed: 0 };
}

/** Whether the slide is seen elsewhere than before. */
export function isMoved(before: Quad, now: Quad): boolean {
  const width = Math.hypot(before[1].x - before[0].x, before[1].y - before[0].y);
  return quadDistance(before, now) > MOVED * width;
}

/** To a tenth of a pixel: the memory stays small. */
const rounded = (corners: Quad): Quad =>
  corners.map(({ x, y }) => ({ x: Math.round(x * 10) / 10, y: Math.round(y * 10) / 10 })) as unknown as Quad;
