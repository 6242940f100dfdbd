import type { Background } from "./background.ts";

/** Bricks in courses, no two of one colour. */
export const brickWall: Background = (on, { width, height }, random) => {
  on.fillStyle = "#9c948a";
  on.fillRect(0, 0, width, height);
  const [long, high, hue] = [random.between(40, 90), random.between(16, 34), random.whole(5, 30)];
  for (let course = 0; course * high < height; course++) {
    for (let x = course % 2 ? -long / 2 : 0; x < width; x += long) {
      on.fillStyle = `hsl(${hue + random.between(-6, 6)}, ${random.between(20, 45)}%, ${random.between(28, 48)}%)`;
      on.fillRect(x, course * high, long - 3, high - 3);
    }
  }
};
