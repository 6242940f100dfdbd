const SIGNATURE = 8;
/** A chunk's length and name, and its checksum. */
const AROUND = 12;

/** Whether a PNG is animated: its control chunk (acTL) stands before the picture (IDAT). libvips shows the first frame and does not tell. */
export function isAnimatedPng(bytes: Uint8Array): boolean {
  const file = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  for (let at = SIGNATURE; at + AROUND <= file.length; at += AROUND + file.readUInt32BE(at)) {
    const name = file.toString("latin1", at + 4, at + 8);
    if (name === "acTL") return true;
    if (name === "IDAT") return false;
  }
  return false;
}
