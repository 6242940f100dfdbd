import { createCanvas } from "@napi-rs/canvas";
import type { Random } from "../../seeded-random.ts";
import type { Conditions } from "../conditions.ts";
import { apply, type Homography } from "../homography.ts";
import { type LinearImage, linearOf } from "../linear-image.ts";

type Drawing = ReturnType<ReturnType<typeof createCanvas>["getContext"]>;

/** Heads before the camera and somebody beside the screen; what stands there is dark, for the light is behind it. */
export function addPeople(image: LinearImage, { heads, speaker }: Conditions, toPhotograph: Homography, random: Random): void {
  if (heads.length === 0 && !speaker) return;
  const canvas = createCanvas(image.width, image.height);
  const on = canvas.getContext("2d");
  const [[left, top], [right], [, bottom]] = [
    apply(toPhotograph, [0, 0]),
    apply(toPhotograph, [1, 0]),
    apply(toPhotograph, [0, 1]),
  ];
  for (const { at, reach, size } of heads) {
    const [x, y] = apply(toPhotograph, [at, 1 - reach]);
    drawHead(on, x, y, size * (right - left), random);
  }
  if (speaker) {
    const edge = speaker.side === "left" ? speaker.cover : 1 - speaker.cover;
    const place = apply(toPhotograph, [edge, random.between(0.15, 0.5)]);
    drawSpeaker(on, place, speaker.side, bottom - top, random);
  }
  paintOver(image, new Uint8Array(on.getImageData(0, 0, image.width, image.height).data.buffer));
}

const clothing = (random: Random): string => `hsl(${random.whole(0, 360)}, ${random.whole(5, 40)}%, ${random.whole(6, 26)}%)`;

function drawHead(on: Drawing, x: number, top: number, size: number, random: Random): void {
  on.fillStyle = `hsl(${random.whole(15, 40)}, ${random.whole(10, 45)}%, ${random.whole(5, 24)}%)`;
  on.beginPath();
  on.ellipse(x, top + size * 0.62, size * 0.5, size * 0.62, 0, 0, 2 * Math.PI);
  on.fill();
  on.fillStyle = clothing(random);
  on.beginPath();
  on.ellipse(x, top + size * 2.4, size * 1.25, size * 1.25, 0, 0, 2 * Math.PI);
  on.fill();
  on.fillRect(x - size * 1.25, top + size * 2.4, size * 2.5, size * 20);
}

/** A person who stands at the slide's side, his inner outline at the place that is given. */
function drawSpeaker(
  on: Drawing,
  [x, y]: readonly [number, number],
  side: "left" | "right",
  height: number,
  random: Random,
): void {
  const size = height * random.between(0.12, 0.18);
  const middle = side === "left" ? x - size * 1.1 : x + size * 1.1;
  on.fillStyle = clothing(random);
  on.beginPath();
  on.roundRect(middle - size * 1.1, y + size * 1.25, size * 2.2, height * 3, size * 0.7);
  on.fill();
  on.fillStyle = `hsl(25, 35%, ${random.whole(18, 45)}%)`;
  on.beginPath();
  on.ellipse(middle, y + size * 0.62, size * 0.46, size * 0.6, 0, 0, 2 * Math.PI);
  on.fill();
}

/** Lays what was drawn, in sRGB with alpha, over the light that was there. */
function paintOver(image: LinearImage, drawn: Uint8Array): void {
  for (let from = 0, at = 0; at < image.data.length; from += 4) {
    const alpha = (drawn[from + 3] ?? 0) / 255;
    for (let channel = 0; channel < 3; channel++, at++)
      if (alpha > 0) image.data[at] = (image.data[at] ?? 0) * (1 - alpha) + linearOf(drawn[from + channel] ?? 0) * alpha;
  }
}
