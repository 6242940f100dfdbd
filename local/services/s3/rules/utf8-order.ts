/** The order of S3's listings: by the bytes of UTF-8, which is the order of code points. */

/** Compares like `Buffer.compare(Buffer.from(a), Buffer.from(b))`, without encoding. */
export function compareUtf8(a: string, b: string): number {
  const length = Math.min(a.length, b.length);
  for (let index = 0; index < length; index++) {
    const left = a.charCodeAt(index);
    const right = b.charCodeAt(index);
    if (left !== right) return rank(left) - rank(right);
  }
  return a.length - b.length;
}

/** UTF-16's surrogates stand for code points above U+FFFF, yet are smaller than U+E000 to U+FFFF: swap the two. */
function rank(unit: number): number {
  if (unit < 0xd800) return unit;
  return unit < 0xe000 ? unit + 0x2000 : unit - 0x800;
}
