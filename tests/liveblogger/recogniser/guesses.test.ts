import { guessFineQuads, guessQuads } from "../../../liveblogger/recogniser/guesses.ts";
import type { DeckIndex } from "../../../liveblogger/recogniser/index-contract.ts";
import { cornersOf } from "../../../liveblogger/recogniser/vision/homography.ts";
import { mipmap } from "../../../liveblogger/recogniser/vision/rectify.ts";

const DECK = { width: 320, height: 184, aspect: 16 / 9 } as DeckIndex;
const [WIDTH, HEIGHT] = [1280, 960];
const SCREEN = [
  [401, 303],
  [777, 331],
  [766, 527],
  [409, 541],
] as const;
const FRAME = 12;

/** How far inside the screen, negative outside. */
const depth = (x: number, y: number): number =>
  Math.min(
    ...SCREEN.map(([ax, ay], i) => {
      const [bx, by] = SCREEN[(i + 1) % 4] ?? [0, 0];
      return ((bx - ax) * (y - ay) - (by - ay) * (x - ax)) / Math.hypot(bx - ax, by - ay);
    }),
  );

/** A small screen in a narrow frame that is brighter than it, and a wall that is darker. */
function room() {
  const data = new Uint8Array(WIDTH * HEIGHT);
  for (let y = 0, at = 0; y < HEIGHT; y++)
    for (let x = 0; x < WIDTH; x++, at++) {
      const inside = depth(x, y);
      data[at] = (inside >= 0 ? 120 : inside > -FRAME ? 160 : 90) + ((x * 31 + y * 17) % 5);
    }
  return mipmap({ width: WIDTH, height: HEIGHT, data });
}

/** How far the best guess's worst corner is from where it should be. */
const off = (guesses: ReturnType<typeof guessQuads>): number =>
  Math.min(
    ...guesses.map(({ map }) =>
      Math.max(
        ...cornersOf(map, DECK.width - 1, DECK.height - 1).map((corner, i) => {
          const [x, y] = SCREEN[i] ?? [0, 0];
          return Math.hypot(corner.x - x, corner.y - y);
        }),
      ),
    ),
  );

test("in a larger picture the screen is told from what is close around it", () => {
  const picture = room();
  expect(off(guessQuads(picture, DECK))).toBeGreaterThan(FRAME);
  expect(off(guessFineQuads(picture, DECK))).toBeLessThan(4);
});
