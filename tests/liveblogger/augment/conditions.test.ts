import fc from "fast-check";
import { straightCorners } from "../../../liveblogger/augment/camera.ts";
import { drawConditions } from "../../../liveblogger/augment/conditions.ts";
import { LEVELS, RANGES, SETS } from "../../../liveblogger/augment/levels.ts";
import { PHOTOGRAPH } from "../../../liveblogger/augment/photograph.ts";
import { seededRandom } from "../../../liveblogger/seeded-random.ts";

const conditions = fc.tuple(fc.constantFrom(...SETS), fc.constantFrom(...LEVELS), fc.string());

test("every draw is within the level's ranges", () => {
  fc.assert(
    fc.property(conditions, ([set, level, seed]) => {
      const ranges = RANGES[set][level];
      const drawn = drawConditions(ranges, seededRandom(seed));
      for (const name of ["blur", "noise", "ambient", "exposure", "moire", "vignette"] as const) {
        expect(drawn[name]).toBeGreaterThanOrEqual(ranges[name][0]);
        expect(drawn[name]).toBeLessThanOrEqual(ranges[name][1]);
      }
      expect(drawn.heads.length).toBeLessThanOrEqual(ranges.heads[1]);
      expect(drawn).toEqual(drawConditions(ranges, seededRandom(seed)));
    }),
  );
});

test("an easy photograph shows the whole slide, a hard one nearly all of it, and none is mirrored", () => {
  fc.assert(
    fc.property(conditions, fc.constantFrom(4 / 3, 16 / 10, 16 / 9), ([set, level, seed], aspect) => {
      const { camera } = drawConditions(RANGES[set][level], seededRandom(seed));
      const corners = straightCorners(camera, aspect, PHOTOGRAPH);
      const beyond = level === "hard" ? 0.2 : 0;
      for (const [x, y] of corners) {
        expect(x).toBeGreaterThan(-1 - beyond * PHOTOGRAPH.width);
        expect(x).toBeLessThan(PHOTOGRAPH.width * (1 + beyond) + 1);
        expect(y).toBeGreaterThan(-1 - beyond * PHOTOGRAPH.height);
        expect(y).toBeLessThan(PHOTOGRAPH.height * (1 + beyond) + 1);
      }
      const [[x0, y0], [x1, y1], , [x3, y3]] = corners;
      expect((x1 - x0) * (y3 - y0) - (y1 - y0) * (x3 - x0)).toBeGreaterThan(0);
    }),
  );
});
