import { jest } from "@jest/globals";
import sharp from "sharp";
import { NEGATIVES, SETS, takeNegative, takePositive, takeSequence } from "../../../liveblogger/augment/index.ts";
import type { BytesImage } from "../../../liveblogger/augment/linear-image.ts";

jest.setTimeout(60_000);

/** White, with one dark square in each corner's middle: what the truth says can be looked up in the photograph. */
function markedPage(): BytesImage {
  const [width, height] = [640, 360];
  const data = new Uint8Array(width * height * 3).fill(255);
  for (const [u, v] of MARKS)
    for (let y = -12; y <= 12; y++)
      for (let x = -12; x <= 12; x++) {
        const at = (Math.round(v * height + y) * width + Math.round(u * width + x)) * 3;
        data.fill(0, at, at + 3);
      }
  return { width, height, channels: 3, data };
}

const MARKS = [
  [0.1, 0.1],
  [0.9, 0.1],
  [0.9, 0.9],
  [0.1, 0.9],
] as const;

const pixels = async (jpeg: Uint8Array) => sharp(jpeg).greyscale().raw().toBuffer({ resolveWithObject: true });

test("the same seed gives the same bytes, another seed others", async () => {
  const page = markedPage();
  const wanted = { set: "report", level: "hard", seed: "a" } as const;
  const [first, second] = [await takePositive(page, wanted), await takePositive(page, wanted)];
  expect(Buffer.from(first.jpeg).equals(second.jpeg)).toBe(true);
  expect(second.corners).toEqual(first.corners);
  const other = await takePositive(page, { ...wanted, seed: "b" });
  expect(Buffer.from(first.jpeg).equals(other.jpeg)).toBe(false);
});

test.each(SETS)("what the %s set says of the corners is so: the marks are dark where they should be", async (set) => {
  const page = markedPage();
  for (let number = 0; number < 4; number++) {
    const { jpeg, corners } = await takePositive(page, { set, level: "easy", seed: `${number}` });
    if (!corners) throw new Error("no corners");
    const { data, info } = await pixels(jpeg);
    const [[x0, y0], [x1, y1], [x2, y2], [x3, y3]] = corners;
    for (const [u, v] of MARKS) {
      // Near enough for marks that are 8 % of the slide's height: an easy photograph's perspective is slight.
      const x = (x0 * (1 - u) + x1 * u) * (1 - v) + (x3 * (1 - u) + x2 * u) * v;
      const y = (y0 * (1 - u) + y1 * u) * (1 - v) + (y3 * (1 - u) + y2 * u) * v;
      const middle = [(x0 + x1 + x2 + x3) / 4, (y0 + y1 + y2 + y3) / 4] as const;
      const at = (px: number, py: number): number => data[Math.round(py) * info.width + Math.round(px)] ?? 0;
      expect(at(x, y)).toBeLessThan(0.6 * at(...middle));
    }
  }
});

test.each(NEGATIVES)("a negative of the kind %s is a photograph too", async (kind) => {
  const { jpeg, corners } = await takeNegative(kind, [markedPage()], { set: "report", level: "medium", seed: "1" });
  expect((await sharp(jpeg).metadata()).format).toBe("jpeg");
  expect(corners === undefined).toBe(kind === "room");
});

test("a sequence's camera stays where it is, but for some pixels", async () => {
  const page = markedPage();
  const places: number[] = [];
  for await (const { corners } of takeSequence([page, page, page], { set: "report", level: "easy", seed: "1" }))
    places.push(corners?.[0][0] ?? Number.NaN);
  expect(new Set(places).size).toBe(3);
  expect(Math.max(...places) - Math.min(...places)).toBeLessThan(12);
});
