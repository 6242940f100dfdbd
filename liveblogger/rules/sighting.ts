import { MalformedInput } from "../../src/errors.ts";
import { photoOf } from "../data/keys.ts";
import type { LiveBloggerState } from "./live-blogger-state.ts";
import type { Sighting } from "./traffic-cop.ts";

/** What the state says of its photograph. @throws MalformedInput when WhichSlide did not look at it */
export function sightingOf({ image, execution, prediction, assurance, still }: LiveBloggerState): Sighting {
  const photo = photoOf(image);
  if (!photo || prediction === undefined || assurance === undefined)
    throw new MalformedInput("IsThisANewSlide needs what WhichSlide gave.");
  return { execution, at: photo.takenAt, photo: photo.hash, slide: prediction, assurance, still: still === true };
}
