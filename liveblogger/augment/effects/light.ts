import type { Random } from "../../seeded-random.ts";
import type { Conditions } from "../conditions.ts";
import { apply, type Homography } from "../homography.ts";
import type { LinearImage } from "../linear-image.ts";

/** Local names: looked up for every pixel, which is slow for globals where a test runner puts its own before them. */
const { PI, ceil, cos, exp, floor, max, min, sin } = Math;

/** Lamps that are mirrored in the screen: soft spots of white. */
export function addGlares(image: LinearImage, glares: Conditions["glares"], toPhotograph: Homography): void {
  const { width, height, data } = image;
  for (const { x, y, radius, strength } of glares) {
    const [centreX, centreY] = apply(toPhotograph, [x, y]);
    const deviation = radius * width * 0.5;
    const reach = ceil(deviation * 3);
    const columns = [max(0, floor(centreX) - reach), min(width - 1, ceil(centreX) + reach)] as const;
    const rows = [max(0, floor(centreY) - reach), min(height - 1, ceil(centreY) + reach)] as const;
    for (let row = rows[0]; row <= rows[1]; row++) {
      for (let column = columns[0]; column <= columns[1]; column++) {
        const squared = (column - centreX) ** 2 + (row - centreY) ** 2;
        const light = strength * exp(-squared / (2 * deviation * deviation));
        const at = (row * width + column) * 3;
        for (let channel = at; channel < at + 3; channel++) data[channel] = (data[channel] ?? 0) + light;
      }
    }
  }
}

const WAVE = Float32Array.from({ length: 1024 }, (_, i) => sin((i * 2 * PI) / 1024));

/** The screen's grid against the sensor's: slow coloured waves, slightly bent. */
export function addMoire(image: LinearImage, strength: number, random: Random): void {
  const { width, height, data } = image;
  const [angle, period, bend] = [random.between(0, PI), random.between(6, 60), random.between(-4e-4, 4e-4)];
  const [fx, fy] = [(2 * PI * cos(angle)) / period, (2 * PI * sin(angle)) / period];
  const [green, blue] = [random.between(0, 2), random.between(0, 2)];
  if (strength < 0.003) return;
  const factorAt = (phase: number): number => 1 + strength * (WAVE[(phase * (1024 / (2 * PI))) & 1023] as number);
  for (let y = 0, at = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const phase = fx * x + fy * y + bend * (x - width / 2) ** 2 * 0.1;
      data[at] = (data[at++] as number) * factorAt(phase);
      data[at] = (data[at++] as number) * factorAt(phase + green);
      data[at] = (data[at++] as number) * factorAt(phase + blue);
    }
  }
}

/** What lens and camera do to brightness and colour: darker corners, exposure, white balance. */
export function expose(image: LinearImage, { vignette, exposure, ambient, cast }: Conditions): void {
  const { width, height, data } = image;
  const half = (width * width + height * height) / 4;
  // The camera meters what it sees: the projector's white and the room's light on it.
  const gain = exposure / (1 + ambient);
  for (let y = 0, at = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const squared = ((x - width / 2) ** 2 + (y - height / 2) ** 2) / half;
      const factor = gain * (1 - vignette * squared);
      data[at] = (data[at++] as number) * factor * cast[0];
      data[at] = (data[at++] as number) * factor * cast[1];
      data[at] = (data[at++] as number) * factor * cast[2];
    }
  }
}
