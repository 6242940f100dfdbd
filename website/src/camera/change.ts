/** Whether two photographs of a camera on its stand show different things. How the numbers here were found: README.md. */
import type { Thumbnail } from "./thumbnail.ts";

/** Steps of brightness, of 255, by which a cell has to differ from what a movement of one cell explains … */
export const THRESHOLD = 3.5;
/** … in at least so many cells: one may be a dead pixel, or a reflex. */
const CELLS = 2;
/** Cells darker or brighter say nothing of how the exposure has changed. */
const [DARKEST, BRIGHTEST] = [16, 240];

/** Whether what one shows is not what the other shows. */
export const differ = (before: Thumbnail, now: Thumbnail): boolean => difference(before, now) >= THRESHOLD;

/**
 * By how much two photographs differ, in steps of brightness. Exposure is evened out, and a difference that a movement of the camera by
 * one cell would make as well is none: it is where both have edges. What comes or goes on an empty place has edges in one of them only.
 */
export function difference(before: Thumbnail, now: Thumbnail): number {
  if (before.columns !== now.columns || before.rows !== now.rows) return 255;
  const exposure = exposureBetween(before.cells, now.cells);
  const [edgesBefore, edgesNow] = [contrastsOf(before), contrastsOf(now)];
  const largest = new Float32Array(CELLS);
  const { abs, min } = Math;
  for (let cell = 0; cell < now.cells.length; cell++) {
    const moved = min((edgesBefore[cell] as number) * exposure, edgesNow[cell] as number);
    const by = abs((now.cells[cell] as number) - (before.cells[cell] as number) * exposure) - moved;
    if (by > (largest[0] as number)) {
      largest[0] = by;
      largest.sort();
    }
  }
  return largest[0] as number;
}

/** By which factor the second photograph is brighter: the middle one of all cells', so that what changed has no say. */
function exposureBetween(before: Float32Array, now: Float32Array): number {
  const factors: number[] = [];
  for (let cell = 0; cell < now.length; cell++) {
    const [was, is] = [before[cell] as number, now[cell] as number];
    if (was > DARKEST && was < BRIGHTEST && is < BRIGHTEST) factors.push(is / was);
  }
  return Float32Array.from(factors).sort()[factors.length >> 1] ?? 1;
}

/** Of each cell, how far the brightest and the darkest of it and its neighbours are apart. */
function contrastsOf({ columns, rows, cells }: Thumbnail): Float32Array {
  const contrasts = new Float32Array(cells.length);
  for (let row = 0, cell = 0; row < rows; row++) {
    const [top, bottom] = [row === 0 ? 0 : row - 1, row === rows - 1 ? row : row + 1];
    for (let column = 0; column < columns; column++, cell++) {
      const [left, right] = [column === 0 ? 0 : column - 1, column === columns - 1 ? column : column + 1];
      let darkest = 255;
      let brightest = 0;
      for (let y = top; y <= bottom; y++)
        for (let at = y * columns + left; at <= y * columns + right; at++) {
          const brightness = cells[at] as number;
          if (brightness < darkest) darkest = brightness;
          if (brightness > brightest) brightest = brightness;
        }
      contrasts[cell] = brightest - darkest;
    }
  }
  return contrasts;
}
