/** CRC-32C (Castagnoli, RFC 3720 appendix B.4), which Node's zlib lacks. */

const table = Uint32Array.from({ length: 256 }, (_, byte) => {
  let value = byte;
  for (let bit = 0; bit < 8; bit++) value = value & 1 ? (value >>> 1) ^ 0x82f63b78 : value >>> 1;
  return value;
});

/** Continues from `seed`, the checksum of what came before (0 at the start). */
export function crc32c(chunk: Uint8Array, seed: number): number {
  let value = ~seed;
  for (const byte of chunk) value = (table[(value ^ byte) & 0xff] ?? 0) ^ (value >>> 8);
  return ~value >>> 0;
}
