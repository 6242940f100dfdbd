import { lineQuads } from "../../../../liveblogger/recogniser/vision/line-quads.ts";
import { seededRandom } from "../../../../liveblogger/seeded-random.ts";

const [WIDTH, HEIGHT] = [320, 240];
type Quad = ReturnType<typeof lineQuads>[number]["quad"];

/** A screen that is a little brighter than a wall, with noise on both; its corners are at these places. */
function wallWithScreen(corners: readonly (readonly [number, number])[], brighter: number) {
  const random = seededRandom("wall");
  const data = new Uint8Array(WIDTH * HEIGHT);
  const isInside = (x: number, y: number): boolean =>
    corners.every(([ax, ay], i) => {
      const [bx, by] = corners[(i + 1) % 4] ?? [0, 0];
      return (bx - ax) * (y - ay) - (by - ay) * (x - ax) > 0;
    });
  for (let y = 0; y < HEIGHT; y++)
    for (let x = 0; x < WIDTH; x++) data[y * WIDTH + x] = 90 + (isInside(x, y) ? brighter : 0) + Math.round(random.normal() * 2);
  return { width: WIDTH, height: HEIGHT, data };
}

const distance = (quad: Quad | undefined, corners: readonly (readonly [number, number])[]): number =>
  Math.max(...corners.map(([x, y], i) => Math.hypot((quad?.[i]?.x ?? 1e9) - x, (quad?.[i]?.y ?? 1e9) - y)));

test("a screen that is hardly brighter than the wall is the likeliest quad", () => {
  const corners = [
    [70, 50],
    [250, 60],
    [245, 160],
    [75, 155],
  ] as const;
  const [first] = lineQuads(wallWithScreen(corners, 14), 8, 16 / 9);
  expect(distance(first?.quad, corners)).toBeLessThan(4);
});

test("a screen that goes on beyond the picture is completed by its shape", () => {
  const corners = [
    [-25, 60],
    [175, 60],
    [175, 172.5],
    [-25, 172.5],
  ] as const;
  const found = lineQuads(wallWithScreen(corners, 60), 8, 16 / 9);
  expect(Math.min(...found.map(({ quad }) => distance(quad, corners)))).toBeLessThan(8);
});

test("where there is nothing but noise there is no quad", () => {
  expect(lineQuads(wallWithScreen([], 0), 8, 16 / 9).filter(({ score }) => score > 0.8)).toEqual([]);
});
