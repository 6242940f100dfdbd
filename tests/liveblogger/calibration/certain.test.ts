import { certainAssurance } from "../../../liveblogger/calibration/certain.ts";
import type { Observation } from "../../../liveblogger/calibration/trial.ts";

/** Looks at photographs of two decks; the more correlated, the likelier right. */
function looks(wrongAt: number): Observation[] {
  return ["one", "two"].flatMap((deck) =>
    Array.from({ length: 200 }, (_, i) => {
      const correlation = i / 200;
      const right = i > 60 && Math.abs(correlation - wrongAt) > 0.02;
      return {
        trial: { deck, set: "calibration", level: "easy", seed: `${i}`, shows: 1 },
        found: {
          slide: 1,
          evidence: {
            correlation,
            margin: 0.04,
            agreement: 0.5,
            substance: 0.5,
            own: 0.5,
            specific: 0.5,
            letters: 0.2,
            otherPrint: 0,
          },
          corners: [],
          indistinguishable: [],
          photograph: {},
          deck: "",
        },
        right,
        none: i <= 60,
        half: false,
      } as unknown as Observation;
    }),
  );
}

test("the bar is above every wrong answer, as long as one is more than a hundredth", () => {
  const [low, high] = [certainAssurance(looks(-1)), certainAssurance(looks(0.9))];
  expect(low).toBe(0.9);
  expect(high).toBeGreaterThan(0.95);
});
