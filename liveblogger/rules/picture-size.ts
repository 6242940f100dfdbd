/** How large an entry's pictures are. */
import type { Quad, StraightenedSize } from "../recogniser/index.ts";

const LARGE = 1280;
const SMALL = 640;
/** A slide that is so small in the photograph is hard to read anyway; its picture is made no smaller. */
const LEAST = 320;

/** The slide's own shape, as wide as the photograph shows it and no wider than fits the page. @param aspect width divided by height */
export function largeSize([topLeft, topRight, bottomRight, bottomLeft]: Quad, aspect: number): StraightenedSize {
  const seen = Math.max(
    Math.hypot(topRight.x - topLeft.x, topRight.y - topLeft.y),
    Math.hypot(bottomRight.x - bottomLeft.x, bottomRight.y - bottomLeft.y),
  );
  const width = Math.round(Math.min(LARGE, Math.max(LEAST, seen)));
  return { width, height: Math.max(1, Math.round(width / aspect)) };
}

/** The width of the larger and the smaller picture of a whole photograph. */
export const WIDTHS = { large: LARGE, small: SMALL } as const;
