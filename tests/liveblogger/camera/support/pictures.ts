import sharp from "sharp";

/** A small photograph of a screen with so many lines on it; the same number gives the same bytes. */
export function screenWith(lines: number, width = 320, height = 180): Promise<Buffer> {
  const bars = Array.from(
    { length: lines },
    (_, i) => `<rect x="40" y="${20 + i * 12}" width="${120 + ((i * 37) % 90)}" height="6" fill="#222"/>`,
  );
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 320 180">
    <rect width="320" height="180" fill="#445"/><rect x="24" y="8" width="272" height="164" fill="#eee"/>${bars.join("")}</svg>`;
  return sharp(Buffer.from(svg)).jpeg({ quality: 85 }).toBuffer();
}
