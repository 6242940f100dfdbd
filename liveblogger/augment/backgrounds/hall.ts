import { audience, type Background, wall } from "./background.ts";

/** Wooden panels, loudspeakers, an exit sign, a roller screen's case, an audience. */
export const hall: Background = (on, size, random) => {
  const { width, height } = size;
  wall(on, size, random.whole(25, 40), random.between(35, 65), random);
  const panels = random.whole(5, 14);
  for (let i = 0; i < panels; i++) {
    on.fillStyle = `rgba(${random.whole(60, 110)}, ${random.whole(30, 70)}, 20, ${random.between(0.1, 0.5)})`;
    on.fillRect((i * width) / panels + 4, 0, width / panels - 8, height);
  }
  on.fillStyle = "#15161a";
  for (const x of [0.02, 0.94]) on.fillRect(x * width, height * random.between(0.2, 0.35), width * 0.045, height * 0.3);
  on.fillStyle = "#19a05a";
  on.fillRect(random.pick([0.06, 0.9]) * width, height * 0.08, width * 0.05, height * 0.035);
  on.fillStyle = "#e9e9e4";
  on.fillRect(width * 0.1, height * random.between(0, 0.05), width * 0.8, height * 0.03);
  audience(on, size, random.whole(1, 3), random);
};
