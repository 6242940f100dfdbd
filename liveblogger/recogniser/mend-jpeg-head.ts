const START_OF_SCAN = 0xda;
/** SOF0 and SOF1 (ITU-T T.81, table B.1): every coefficient comes in one scan. */
const SEQUENTIAL = new Set([0xc0, 0xc1]);
/** A scan's Ss, Se, Ah and Al. */
const ALL_COEFFICIENTS = [0, 63, 0];

/**
 * A JPEG without what some telephones write between the segments before its first scan, and with that scan's parameters
 * as a sequential picture must have them (ITU-T T.81, B.2.3). Every pixel is there all the same, and a decoder that warns of
 * these would hide, behind its first warning, that the picture itself is damaged. A head that can't be followed stays as it is.
 */
export function mendJpegHead(jpeg: Buffer): Buffer {
  const mended = Buffer.alloc(jpeg.length);
  let length = jpeg.copy(mended, 0, 0, 2);
  let sequential = false;
  for (let at = 2; ; ) {
    const start = markerFrom(jpeg, at);
    if (start === undefined || start + 4 > jpeg.length) return jpeg;
    const code = jpeg[start + 1] as number;
    const end = start + 2 + jpeg.readUInt16BE(start + 2);
    if (standsAlone(code) || end > jpeg.length) return jpeg;
    length += jpeg.copy(mended, length, start, end);
    if (code === START_OF_SCAN) {
      if (sequential) mended.set(ALL_COEFFICIENTS, length - ALL_COEFFICIENTS.length);
      return mended.subarray(0, length + jpeg.copy(mended, length, end));
    }
    sequential ||= SEQUENTIAL.has(code);
    at = end;
  }
}

/** Where the next marker is: 0xFF and a byte that is neither a stuffed zero nor a fill byte. */
function markerFrom(jpeg: Buffer, from: number): number | undefined {
  for (let at = jpeg.indexOf(0xff, from); at >= 0; at = jpeg.indexOf(0xff, at + 1)) {
    const code = jpeg[at + 1];
    if (code !== undefined && code !== 0 && code !== 0xff) return at;
  }
  return undefined;
}

/** TEM, RSTm, SOI and EOI have no length. */
const standsAlone = (code: number): boolean => code === 0x01 || (code >= 0xd0 && code <= 0xd9);
