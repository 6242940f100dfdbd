/** Whether bytes are a whole JPEG: its segments and scans are walked through, nothing is decoded (ITU-T T.81, annex B). */

export interface WholeJpeg {
  readonly width: number;
  readonly height: number;
  /** the picture alone: some cameras fill up with zeros after it */
  readonly bytes: Uint8Array;
}

const [START, END, SCAN] = [0xd8, 0xd9, 0xda];
/** Start of frame; what is between them defines tables. */
const isFrame = (marker: number): boolean => marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker);
/** In a scan: a stuffed zero, or a restart. */
const isInScan = (marker: number): boolean => marker === 0 || (marker >= 0xd0 && marker <= 0xd7);

/** Undefined when it is none, or only the beginning of one. */
export function wholeJpeg(bytes: Uint8Array): WholeJpeg | undefined {
  if (bytes[0] !== 0xff || bytes[1] !== START) return undefined;
  let size: { width: number; height: number } | undefined;
  let at = 2;
  while (at + 1 < bytes.length) {
    if (bytes[at] !== 0xff) return undefined;
    const marker = bytes[at + 1] as number;
    if (marker === 0xff)
      at += 1; // a fill byte
    else if (marker === END) return size && { ...size, bytes: bytes.subarray(0, at + 2) };
    else {
      const length = wordAt(bytes, at + 2);
      if (length < 2) return undefined;
      if (isFrame(marker)) size = { height: wordAt(bytes, at + 5), width: wordAt(bytes, at + 7) };
      at += 2 + length;
      if (marker === SCAN) at = afterScan(bytes, at);
    }
  }
  return undefined;
}

const wordAt = (bytes: Uint8Array, at: number): number => ((bytes[at] ?? 0) << 8) | (bytes[at + 1] ?? 0);

/** Where the next marker is. */
function afterScan(bytes: Uint8Array, from: number): number {
  let at = bytes.indexOf(0xff, from);
  while (at >= 0 && at + 1 < bytes.length && isInScan(bytes[at + 1] as number)) at = bytes.indexOf(0xff, at + 1);
  return at < 0 ? bytes.length : at;
}
