/** What "easy", "medium" and "hard" mean, in numbers; each pair is the least and the most of what is drawn. */
export type Range = readonly [number, number];

export const LEVELS = ["easy", "medium", "hard"] as const;
export type Level = (typeof LEVELS)[number];

export const SETS = ["calibration", "report"] as const;
export type PhotographSet = (typeof SETS)[number];

export interface Ranges {
  /** degrees, to either side */
  readonly pan: Range;
  readonly tilt: Range;
  readonly roll: Range;
  /** the slide's part of the photograph */
  readonly fill: Range;
  /** of the free room around the slide: how far to a side it may be; above 1 it is cut off there */
  readonly offCentre: Range;
  readonly distortion: Range;
  /** standard deviation of the defocus, in pixels at 1280 across */
  readonly blur: Range;
  /** length of the movement, in the same pixels */
  readonly motion: Range;
  /** of a mid grey's standard deviation, 1 being white */
  readonly noise: Range;
  /** light that falls on the screen beside the projector's, 1 being the projector's white: it washes print out */
  readonly ambient: Range;
  /** the screen's white in the photograph; above 1 it is overexposed, and thin print with it */
  readonly exposure: Range;
  /** the most that red and blue are off, as a part */
  readonly cast: Range;
  readonly glares: Range;
  readonly glareStrength: Range;
  readonly moire: Range;
  readonly vignette: Range;
  /** of a JPEG */
  readonly quality: Range;
  readonly heads: Range;
  /** how far heads reach up into the slide, as a part of its height */
  readonly headReach: Range;
  /** the part of the slide's width that somebody at its side stands in front of; negative is nobody */
  readonly speaker: Range;
}

/** A tripod or a seat in the middle, in a darkened room. */
const EASY: Ranges = {
  pan: [-12, 12],
  tilt: [-8, 8],
  roll: [-1.5, 1.5],
  fill: [0.62, 0.95],
  offCentre: [-0.6, 0.6],
  distortion: [-0.01, 0.01],
  blur: [0.3, 0.8],
  motion: [0, 1],
  noise: [0.004, 0.012],
  ambient: [0.01, 0.06],
  exposure: [0.6, 1.02],
  cast: [0, 0.05],
  glares: [0, 0],
  glareStrength: [0, 0],
  moire: [0, 0.02],
  vignette: [0, 0.15],
  quality: [80, 93],
  heads: [0, 0],
  headReach: [0, 0],
  speaker: [-1, -0.1],
};

/** A telephone held up from the side of the room. */
const MEDIUM: Ranges = {
  pan: [-30, 30],
  tilt: [-16, 16],
  roll: [-5, 5],
  fill: [0.48, 0.9],
  offCentre: [-0.9, 0.9],
  distortion: [-0.025, 0.025],
  blur: [0.5, 1.2],
  motion: [0, 2.5],
  noise: [0.01, 0.03],
  ambient: [0.03, 0.3],
  exposure: [0.45, 1.12],
  cast: [0, 0.12],
  glares: [0, 1],
  glareStrength: [0.05, 0.35],
  moire: [0, 0.06],
  vignette: [0, 0.3],
  quality: [60, 88],
  heads: [0, 2],
  headReach: [0.02, 0.1],
  speaker: [-0.3, 0.08],
};

/** From the back or the far side, in bad light, shaken, with people in the way and the slide partly out of the picture. */
const HARD: Ranges = {
  pan: [-45, 45],
  tilt: [-24, 24],
  roll: [-10, 10],
  fill: [0.34, 0.8],
  offCentre: [-1.15, 1.15],
  distortion: [-0.04, 0.04],
  blur: [0.9, 1.9],
  motion: [0, 5],
  noise: [0.02, 0.06],
  ambient: [0.1, 0.8],
  exposure: [0.25, 1.3],
  cast: [0, 0.25],
  glares: [0, 2],
  glareStrength: [0.15, 0.8],
  moire: [0, 0.12],
  vignette: [0.1, 0.5],
  quality: [38, 75],
  heads: [0, 3],
  headReach: [0.03, 0.2],
  speaker: [-0.3, 0.25],
};

/** What is reported is photographed otherwise than what calibrates: here the ranges that differ, to either side. */
export const RANGES: Readonly<Record<PhotographSet, Readonly<Record<Level, Ranges>>>> = {
  report: { easy: EASY, medium: MEDIUM, hard: HARD },
  calibration: {
    easy: { ...EASY, pan: [-15, 15], fill: [0.55, 0.9], noise: [0.003, 0.014], exposure: [0.55, 1.05], quality: [75, 95] },
    medium: {
      ...MEDIUM,
      pan: [-26, 26],
      tilt: [-20, 20],
      fill: [0.44, 0.95],
      blur: [0.4, 1.3],
      ambient: [0.02, 0.35],
      quality: [55, 90],
      headReach: [0.02, 0.13],
    },
    hard: {
      ...HARD,
      pan: [-50, 50],
      roll: [-8, 8],
      fill: [0.3, 0.85],
      blur: [0.8, 2.2],
      noise: [0.015, 0.07],
      exposure: [0.22, 1.4],
      glareStrength: [0.1, 1],
      speaker: [-0.3, 0.3],
    },
  },
};
