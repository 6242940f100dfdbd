import { fitAssurance } from "../../../liveblogger/calibration/fit-assurance.ts";
import { KINDS } from "../../../liveblogger/recogniser/evidence.ts";
import type { Found } from "../../../liveblogger/recogniser/index.ts";
import { seededRandom } from "../../../liveblogger/seeded-random.ts";

test("no evidence counts the wrong way, even where it did so in what was seen", () => {
  const random = seededRandom("signs");
  const observations = Array.from({ length: 600 }, () => {
    const right = random.chance(0.5);
    const [correlation, own] = [(right ? 0.6 : 0.2) + 0.2 * random.normal(), (right ? 0.3 : 0.5) + 0.2 * random.normal()];
    const evidence = {
      correlation,
      margin: 0.04,
      agreement: 0.5,
      substance: 0.5,
      own,
      specific: 0.5,
      letters: 0.2,
      otherPrint: 0,
    };
    return { found: { evidence } as Found, right, none: !right };
  });
  const { right, none } = fitAssurance(observations);
  expect(right.weights[KINDS.indexOf("correlation")]).toBeGreaterThan(1);
  expect(none.weights[KINDS.indexOf("correlation")]).toBeLessThan(-1);
  for (const weight of right.weights) expect(weight).toBeGreaterThanOrEqual(0);
  for (const weight of none.weights) expect(weight).toBeLessThanOrEqual(0);
});
