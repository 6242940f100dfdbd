import { audience, type Background } from "./background.ts";

/** Curtains in folds, a floor of boards, a lectern, perhaps the first rows. */
export const stage: Background = (on, size, random) => {
  const { width, height } = size;
  const hue = random.pick([0, 350, 220, 270, 160]);
  const fold = random.between(18, 60);
  for (let x = 0; x < width; x += fold) {
    const gradient = on.createLinearGradient(x, 0, x + fold, 0);
    gradient.addColorStop(0, `hsl(${hue}, 50%, ${random.between(10, 18)}%)`);
    gradient.addColorStop(0.5, `hsl(${hue}, 55%, ${random.between(24, 40)}%)`);
    gradient.addColorStop(1, `hsl(${hue}, 50%, ${random.between(8, 16)}%)`);
    on.fillStyle = gradient;
    on.fillRect(x, 0, fold + 1, height);
  }
  const floor = height * random.between(0.84, 0.95);
  on.fillStyle = "#6b4a2f";
  on.fillRect(0, floor, width, height);
  on.fillStyle = "#4e341f";
  for (let x = random.between(-40, 0); x < width; x += 46) on.fillRect(x, floor, 3, height);
  const x = random.pick([0.03, 0.86]) * width;
  on.fillStyle = "#2f2118";
  on.fillRect(x, height * 0.7, width * 0.1, height * 0.3);
  if (random.chance(0.5)) audience(on, size, random.whole(1, 2), random);
};
