import { type Random, seededRandom } from "../../seeded-random.ts";
import type { LinearImage } from "../linear-image.ts";

/** Local names: looked up for every pixel, which is slow for globals where a test runner puts its own before them. */
const { max, sqrt } = Math;

const TABLE = 1 << 16;

/** Many normal numbers, made once and the same in every process; each row of a photograph enters the table at a place of its own. */
let normals: Float32Array | undefined;

function normalTable(): Float32Array {
  const random = seededRandom("a table of normal numbers");
  normals ??= Float32Array.from({ length: TABLE }, () => random.normal());
  return normals;
}

/**
 * Photons and electronics: noise that grows with the square root of the light, and some that is always there.
 * @param strength a mid grey's standard deviation
 */
export function addNoise(image: LinearImage, strength: number, random: Random): void {
  const { width, height, data } = image;
  const numbers = normalTable();
  for (let y = 0, at = 0; y < height; y++) {
    let entry = random.whole(0, TABLE - 1);
    for (let x = 0; x < width * 3; x++, at++) {
      const value = max(0, data[at] as number);
      entry = (entry + 1) & (TABLE - 1);
      data[at] = value + strength * (0.25 + 1.6 * sqrt(value)) * (numbers[entry] as number);
    }
  }
}
