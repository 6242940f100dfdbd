import { COEFFICIENTS, probability } from "../../../liveblogger/recogniser/assurance.ts";

const NOTHING = { correlation: 0.05, margin: 0.01, agreement: 0, substance: 0, own: 0.03, specific: 0.05 };
const EVERYTHING = { correlation: 0.85, margin: 0.2, agreement: 0.97, substance: 0.8, own: 0.85, specific: 0.8 };

describe("the assurance", () => {
  it("is high when everything speaks for the slide, and low when nothing does", () => {
    expect(probability(COEFFICIENTS, "right", EVERYTHING)).toBeGreaterThan(0.95);
    expect(probability(COEFFICIENTS, "right", NOTHING)).toBeLessThan(0.2);
    expect(probability(COEFFICIENTS, "none", NOTHING)).toBeGreaterThan(0.6);
    expect(probability(COEFFICIENTS, "none", EVERYTHING)).toBeLessThan(0.1);
  });

  it("refuses coefficients that were fitted to other evidence", () => {
    const features = [{ name: "sharpness", mean: 0, scale: 1 }];
    expect(() => probability({ ...COEFFICIENTS, features }, "right", NOTHING)).toThrow(/sharpness.*calibrate/);
  });
});
