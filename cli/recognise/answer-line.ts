import type { Quad, Recognition } from "../../liveblogger/recogniser/index.ts";
import type { ReadPhotograph } from "./read-photograph.ts";

/** A photograph's line of JSON. Corners are in pixels of the upright photograph in the file. */
export const answerLine = (photo: string, found: Recognition, scale: ReadPhotograph["scale"], ms: number): string =>
  JSON.stringify({
    photo,
    slide: found.slide,
    assurance: rounded(found.assurance, 4),
    corners: found.corners ? inFile(found.corners, scale) : null,
    runnerUp: found.runnerUp ? { slide: found.runnerUp.slide, score: rounded(found.runnerUp.score, 4) } : null,
    ms: rounded(ms, 1),
    ...(found.indistinguishable.length > 0 && { indistinguishable: found.indistinguishable }),
  });

/** The line of a photograph that there is no answer for: the same fields, with nothing in them, and why. */
export const errorLine = (photo: string, error: unknown, ms: number): string => {
  const { name, message } = error instanceof Error ? error : new Error(String(error));
  const nothing = { slide: null, assurance: 0, corners: null, runnerUp: null };
  return JSON.stringify({ photo, ...nothing, ms: rounded(ms, 1), error: { name, message } });
};

/** A pixel's middle, not its edge, is at its number: so the halves. */
const inFile = (corners: Quad, { x: across, y: down }: ReadPhotograph["scale"]): { x: number; y: number }[] =>
  corners.map(({ x, y }) => ({ x: rounded((x + 0.5) * across - 0.5, 1), y: rounded((y + 0.5) * down - 0.5, 1) }));

const rounded = (number: number, digits: number): number => Math.round(number * 10 ** digits) / 10 ** digits;
