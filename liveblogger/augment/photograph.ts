import sharp from "sharp";
import type { Random } from "../seeded-random.ts";
import { drawBackground } from "./backgrounds/index.ts";
import { distorted, straightCorners } from "./camera.ts";
import type { Conditions } from "./conditions.ts";
import { blurred, shaken } from "./effects/blur.ts";
import { addPeople } from "./effects/in-the-way.ts";
import { addGlares, addMoire, expose } from "./effects/light.ts";
import { addNoise } from "./effects/noise.ts";
import { type Corners, fromUnitSquare } from "./homography.ts";
import type { PhotographSet } from "./levels.ts";
import { type BytesImage, type LinearImage, toBytes, toLinear } from "./linear-image.ts";
import { project } from "./project.ts";

/** Pixels of every photograph; conditions are told for this width. */
export const PHOTOGRAPH = { width: 1280, height: 960 } as const;

export interface Photograph {
  readonly jpeg: Uint8Array;
  /** where the screen's corners are in it, the first pixel's centre being at 0; absent when nothing was on a screen */
  readonly corners?: Corners;
}

export interface Scene {
  /** what the projector throws; absent: the room alone, without a screen */
  readonly screen?: BytesImage;
  readonly set: PhotographSet;
  readonly conditions: Conditions;
  /** what the room looks like, the same for all photographs of a sequence */
  readonly room: Random;
  /** everything that differs from one moment to the next */
  readonly moment: Random;
}

/** Takes a photograph; it follows from the scene bit for bit. */
export async function photograph(scene: Scene): Promise<Photograph> {
  const { conditions, set } = scene;
  const image = drawBackground(set, PHOTOGRAPH, conditions.ambient, scene.room);
  const corners = scene.screen && straightCorners(conditions.camera, scene.screen.width / scene.screen.height, PHOTOGRAPH);
  if (scene.screen && corners) throwOn(image, scene.screen, corners, conditions);
  addMoire(image, conditions.moire, scene.moment.branch("moire"));
  const seen = fromUnitSquare(corners ?? FRAME);
  addPeople(image, conditions, seen, scene.moment.branch("people"));
  const jpeg = await develop(image, conditions, scene.moment.branch("noise"));
  if (!corners) return { jpeg };
  const bent = (i: 0 | 1 | 2 | 3) => distorted(corners[i], conditions.camera.distortion, PHOTOGRAPH);
  return { jpeg, corners: [bent(0), bent(1), bent(2), bent(3)] };
}

/** Where a screen would be if there was one: heads and speakers have their places by it. */
const FRAME: Corners = [
  [200, 150],
  [1080, 150],
  [1080, 750],
  [200, 750],
];

function throwOn(image: LinearImage, screen: BytesImage, corners: Corners, conditions: Conditions): void {
  project(image, toLinear(screen), corners, conditions.camera, conditions.ambient);
  addGlares(image, conditions.glares, fromUnitSquare(corners));
}

/** Lens, sensor and codec. */
async function develop(image: LinearImage, conditions: Conditions, random: Random): Promise<Uint8Array> {
  const { length, angle } = conditions.motion;
  const seen = shaken(blurred(image, conditions.blur), length, angle);
  expose(seen, conditions);
  addNoise(seen, conditions.noise, random);
  const { width, height, channels, data } = toBytes(seen);
  return sharp(data, { raw: { width, height, channels } }).jpeg({ quality: conditions.quality }).toBuffer();
}
