/** A picture in memory: rows without padding; red, green and blue interleaved, with or without alpha. */
export interface Pixels {
  readonly width: number;
  readonly height: number;
  readonly data: ArrayLike<number>;
}

/** A photograph's brightnesses, each of a cell of it: what two photographs are compared by. */
export interface Thumbnail {
  readonly columns: number;
  readonly rows: number;
  /** 0 to 255, row by row */
  readonly cells: Float32Array;
}

/** A cell of a photograph 1920 pixels wide is 12 pixels square: a word of a slide fills it, a camera's noise is lost in it. */
const COLUMNS = 160;

/** @param channels how many numbers a pixel has: 3 or 4 */
export function thumbnailOf({ width, height, data }: Pixels, channels: 3 | 4): Thumbnail {
  const columns = Math.min(COLUMNS, width);
  const rows = Math.max(1, Math.min(height, Math.round((columns * height) / width)));
  const cells = new Float32Array(columns * rows);
  const counts = new Uint32Array(columns * rows);
  const columnOf = Uint16Array.from({ length: width }, (_, x) => Math.floor((x * columns) / width));
  for (let y = 0, at = 0; y < height; y++) {
    const row = Math.floor((y * rows) / height) * columns;
    for (let x = 0; x < width; x++, at += channels) {
      const cell = row + (columnOf[x] as number);
      // What the eye makes of the colours (ITU-R BT.601).
      const brightness = 0.299 * (data[at] as number) + 0.587 * (data[at + 1] as number) + 0.114 * (data[at + 2] as number);
      cells[cell] = (cells[cell] as number) + brightness;
      counts[cell] = (counts[cell] as number) + 1;
    }
  }
  for (let cell = 0; cell < cells.length; cell++) cells[cell] = (cells[cell] as number) / (counts[cell] as number);
  return { columns, rows, cells };
}
