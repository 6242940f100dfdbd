import { createCanvas } from "@napi-rs/canvas";
import type { Random } from "../../seeded-random.ts";
import type { PhotographSet } from "../levels.ts";
import { type LinearImage, toLinear } from "../linear-image.ts";
import { auditorium } from "./auditorium.ts";
import type { Background } from "./background.ts";
import { brickWall } from "./brick-wall.ts";
import { hall } from "./hall.ts";
import { meetingRoom } from "./meeting-room.ts";
import { plainWall } from "./plain-wall.ts";
import { stage } from "./stage.ts";

/** No place is in both sets. */
export const BACKGROUNDS: Readonly<Record<PhotographSet, readonly Background[]>> = {
  calibration: [plainWall, brickWall, auditorium],
  report: [stage, meetingRoom, hall],
};

/** One of the set's places, lit as the conditions have it. */
export function drawBackground(
  set: PhotographSet,
  size: { readonly width: number; readonly height: number },
  ambient: number,
  random: Random,
): LinearImage {
  const canvas = createCanvas(size.width, size.height);
  const on = canvas.getContext("2d");
  random.pick(BACKGROUNDS[set])(on, size, random);
  const { data } = on.getImageData(0, 0, size.width, size.height);
  const image = toLinear({ ...size, channels: 4, data: new Uint8Array(data.buffer) });
  const light = Math.min(1, 0.08 + 2.2 * ambient) * random.between(0.6, 1.4);
  for (let i = 0; i < image.data.length; i++) image.data[i] = (image.data[i] ?? 0) * light;
  return image;
}
