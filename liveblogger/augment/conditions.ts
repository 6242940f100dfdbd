import type { Random } from "../seeded-random.ts";
import type { Camera } from "./camera.ts";
import type { Range, Ranges } from "./levels.ts";

/** All that a photograph was taken with, besides what is on the screen; lengths in pixels at 1280 across. */
export interface Conditions {
  readonly camera: Camera;
  readonly blur: number;
  readonly motion: { readonly length: number; readonly angle: number };
  readonly noise: number;
  readonly ambient: number;
  readonly exposure: number;
  /** factors of red, green and blue */
  readonly cast: readonly [number, number, number];
  readonly glares: readonly { readonly x: number; readonly y: number; readonly radius: number; readonly strength: number }[];
  readonly moire: number;
  readonly vignette: number;
  readonly quality: number;
  /** across the slide from 0 to 1, how far up into it in parts of its height, how wide in parts of its width */
  readonly heads: readonly { readonly at: number; readonly reach: number; readonly size: number }[];
  /** the part of the slide's width that is hidden, and on which side; absent when nobody stands there */
  readonly speaker?: { readonly cover: number; readonly side: "left" | "right" };
}

const CUT_OFF_MOST = 0.12;

/** Draws conditions out of a level's ranges. */
export function drawConditions(ranges: Ranges, random: Random): Conditions {
  const within = ([low, high]: Range): number => random.between(low, high);
  const count = ([low, high]: Range): number => random.whole(low, high);
  const fill = within(ranges.fill);
  const offset = (): number => {
    const part = within(ranges.offCentre);
    const free = (1 - fill) / 2;
    const beyond = Math.max(0, Math.abs(part) - 1);
    return Math.sign(part) * (Math.min(1, Math.abs(part)) * free + Math.min(CUT_OFF_MOST, beyond));
  };
  const cast = within(ranges.cast);
  const cover = within(ranges.speaker);
  return {
    camera: {
      pan: within(ranges.pan),
      tilt: within(ranges.tilt),
      roll: within(ranges.roll),
      fill,
      offset: [offset(), offset()],
      fieldOfView: random.between(35, 68),
      distortion: within(ranges.distortion),
    },
    blur: within(ranges.blur),
    motion: { length: within(ranges.motion), angle: random.between(0, Math.PI) },
    noise: within(ranges.noise),
    ambient: within(ranges.ambient),
    exposure: within(ranges.exposure),
    cast: [1 + random.between(-cast, cast), 1, 1 + random.between(-cast, cast)],
    glares: Array.from({ length: count(ranges.glares) }, () => ({
      x: random.next(),
      y: random.next(),
      radius: random.between(0.05, 0.25),
      strength: within(ranges.glareStrength),
    })),
    moire: within(ranges.moire),
    vignette: within(ranges.vignette),
    quality: Math.round(within(ranges.quality)),
    heads: Array.from({ length: count(ranges.heads) }, () => ({
      at: random.between(-0.05, 1.05),
      reach: within(ranges.headReach),
      size: random.between(0.06, 0.11),
    })),
    ...(cover > 0 ? { speaker: { cover, side: random.pick(["left", "right"] as const) } } : {}),
  };
}

/** The next photograph of a camera on a stand: it moved by a few pixels, somebody else moved his head. */
export function nextMoment(conditions: Conditions, ranges: Ranges, random: Random): Conditions {
  const others = drawConditions(ranges, random);
  const { camera } = conditions;
  const shaken = (value: number): number => value + random.normal() * 0.0008;
  return {
    ...conditions,
    camera: {
      ...camera,
      roll: camera.roll + random.normal() * 0.05,
      offset: [shaken(camera.offset[0]), shaken(camera.offset[1])],
    },
    exposure: conditions.exposure * (1 + random.normal() * 0.02),
    motion: others.motion,
    heads: random.chance(0.3) ? others.heads : conditions.heads,
    ...(random.chance(0.3) && others.speaker ? { speaker: others.speaker } : {}),
  };
}
