import { type AssuranceCoefficients, COEFFICIENTS, probability } from "../../../liveblogger/recogniser/assurance.ts";
import { judge, type Quad } from "../../../liveblogger/recogniser/index.ts";

const NOTHING = {
  correlation: 0.05,
  margin: 0.01,
  agreement: 0,
  substance: 0,
  own: 0.03,
  specific: 0.05,
  letters: 0,
  otherPrint: -0.4,
};
const EVERYTHING = {
  correlation: 0.85,
  margin: 0.05,
  agreement: 0.97,
  substance: 0.8,
  own: 0.85,
  specific: 0.8,
  letters: 0.8,
  otherPrint: 0,
};

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

describe("the answer", () => {
  const corner = { x: 0, y: 0 };
  const found = {
    slide: 4,
    evidence: NOTHING,
    corners: [corner, corner, corner, corner] as Quad,
    indistinguishable: [],
    photograph: { width: 1280, height: 960 },
    deck: "a deck",
  };
  const logit = (of: number): number => Math.log(of / (1 - of));
  const fitted = (right: number, none: number): AssuranceCoefficients => ({
    version: 1,
    features: [],
    right: { intercept: logit(right), weights: [] },
    none: { intercept: logit(none), weights: [] },
  });

  it("is the slide found where none is not much likelier, for a talk's photographs mostly show one", () => {
    expect(judge(found, fitted(0.1, 0.88))).toMatchObject({ slide: 4, assurance: expect.closeTo(0.1) });
    expect(judge(found, fitted(0.6, 0.3))).toMatchObject({ slide: 4, assurance: expect.closeTo(0.6) });
  });

  it("is none where that is so many times likelier, with the assurance of that", () => {
    expect(judge(found, fitted(0.09, 0.88))).toMatchObject({ slide: null, assurance: expect.closeTo(0.88) });
    expect(judge(found, fitted(0.01, 0.6))).toMatchObject({ slide: null, assurance: expect.closeTo(0.6) });
  });
});
