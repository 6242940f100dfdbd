import fc from "fast-check";
import {
  blocksOf,
  type Halved,
  halve,
  matchBlocks,
  prepareSearch,
} from "../../../../liveblogger/recogniser/vision/block-matching.ts";
import { seededRandom } from "../../../../liveblogger/recogniser/vision/random.ts";

const WIDTH = 120;
const HEIGHT = 64;
const REACH = 3;

const empty = (): Halved => ({ width: WIDTH, height: HEIGHT, pixels: new Float32Array(WIDTH * HEIGHT) });

/** Letters everywhere, no two places alike. */
function printed(seed: number): Halved {
  const random = seededRandom(seed);
  return { ...empty(), pixels: Float32Array.from({ length: WIDTH * HEIGHT }, () => random() - 0.5) };
}

function moved({ width, height, pixels }: Halved, dx: number, dy: number): Halved {
  const to = new Float32Array(pixels.length);
  for (let y = Math.max(0, -dy); y < Math.min(height, height - dy); y++)
    for (let x = Math.max(0, -dx); x < Math.min(width, width - dx); x++)
      to[(y + dy) * width + x + dx] = pixels[y * width + x] as number;
  return { width, height, pixels: to };
}

describe("block matching", () => {
  const page = printed(1);
  const blocks = blocksOf(page, empty());

  it("finds all blocks where a page was moved to, in pixels of the picture that was not halved", () => {
    const shift = fc.integer({ min: -REACH, max: REACH });
    fc.assert(
      fc.property(shift, shift, (dx, dy) => {
        const { score, pairs } = matchBlocks(prepareSearch(moved(page, dx, dy)), blocks);
        expect(score).toBeGreaterThan(0.9); // what was moved out of the picture is not found
        const off = Array.from({ length: pairs.count }, (_, i) => [
          (pairs.to[2 * i] as number) - (pairs.from[2 * i] as number),
          (pairs.to[2 * i + 1] as number) - (pairs.from[2 * i + 1] as number),
        ]);
        expect(off.filter(([x, y]) => x === 2 * dx && y === 2 * dy).length).toBeGreaterThanOrEqual(0.9 * blocks.length);
      }),
    );
  });

  it.each([
    ["farther away", moved(page, REACH + 1, 0)],
    ["of another page", printed(2)],
  ])("finds no print %s", (_, shown) => {
    expect(matchBlocks(prepareSearch(shown), blocks).score).toBeLessThan(0.35);
  });

  it("finds nothing where nothing is shown", () => {
    expect(matchBlocks(prepareSearch(empty()), blocks)).toMatchObject({ score: 0 });
  });

  it("is as sure of faint letters in uneven light as of clear ones", () => {
    const faint = page.pixels.map((value, at) => 0.6 * value + 0.5 * Math.floor(at / WIDTH / 8));
    expect(matchBlocks(prepareSearch({ ...page, pixels: faint }), blocks).score).toBeCloseTo(1, 3);
  });

  it("seeks letters only, and not those that all slides have", () => {
    expect(blocksOf(empty(), empty())).toEqual([]);
    expect(blocksOf(page, page)).toEqual([]);
    const lines = { ...empty(), pixels: page.pixels.map((_, at) => (Math.floor(at / WIDTH) % 4 < 2 ? 1 : -1)) };
    expect(blocksOf(lines, empty())).toEqual([]);
  });

  it("has the blocks with most print first, and all of them inside", () => {
    const weights = blocks.map(({ weight }) => weight);
    expect(weights).toEqual([...weights].sort((a, b) => b - a));
    expect(blocks).toHaveLength(6 * 8);
  });
});

it("halves a picture by means of four", () => {
  const pixels = Int8Array.of(32, 0, 64, 64, 0, 32, 64, 64);
  expect(halve(pixels, 4, 2, 32)).toEqual({ width: 2, height: 1, pixels: Float32Array.of(0.5, 2) });
});
