import { type Candidate, conclude, type Scene } from "./candidate.ts";
import type { Evidence } from "./evidence.ts";
import { isSamePlace } from "./guesses.ts";
import { placesFor, searchPrint } from "./print-search.ts";
import { isLegible } from "./registration.ts";
import { rankFinely } from "./screen.ts";
import { coarsely } from "./second-look.ts";
import { FINE_RADIUS } from "./templates.ts";
import { type View, view } from "./vision/align.ts";
import type { GreyImage } from "./vision/grey-image.ts";
import { cornersOf, rectangleToQuad } from "./vision/homography.ts";
import { snapBorder } from "./vision/snap-border.ts";

/** Where no letters could be read: the slides whose print is found near a place that was looked at, or that a clear border encloses. */
export function readFurther(seen: Candidate, scene: Scene): Candidate {
  const { picture, index, templates } = scene;
  const found = searchPrint(placesToRead(scene), picture, index, templates);
  const slides = new Set([...seen.ranking, ...found].map(({ slide }) => slide));
  let best = seen;
  for (const { fine } of found) {
    const look = { fine, coarse: coarsely(fine, picture, index), ranking: rankFinely(fine, slides, templates) };
    const candidate = conclude(look, scene);
    if (isReadBetter(candidate.evidence, best.evidence)) best = candidate;
  }
  return best;
}

/** Letters that are read count for more than the picture as a whole; those that are not quite have to fit better as well. */
const isReadBetter = (one: Evidence, other: Evidence): boolean =>
  one.letters > other.letters && (isLegible(one) || one.correlation > other.correlation);

/** The places that were looked at, and those that the clearest borders enclose. */
function placesToRead({ picture, index, guessed, looked }: Scene): readonly View[] {
  const { width, height } = index;
  const most = placesFor(index);
  const places = looked.slice(0, most);
  const corners = places.map(({ map }) => cornersOf(map, width - 1, height - 1));
  for (const { map } of [...guessed].sort((a, b) => b.clarity - a.clarity)) {
    if (places.length === most) break;
    const quad = snapBorder(picture[0] as GreyImage, cornersOf(map, width - 1, height - 1));
    const snapped = rectangleToQuad(width - 1, height - 1, quad);
    if (!snapped || corners.some((other) => isSamePlace(quad, other))) continue;
    corners.push(quad);
    places.push(view(picture, snapped, width, height, FINE_RADIUS));
  }
  return places;
}
