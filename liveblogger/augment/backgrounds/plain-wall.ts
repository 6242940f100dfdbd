import { type Background, wall } from "./background.ts";

/** Plaster, a door, a socket or two. */
export const plainWall: Background = (on, size, random) => {
  wall(on, size, random.whole(20, 60), random.between(55, 90), random);
  const { width, height } = size;
  if (random.chance(0.5)) {
    const x = random.pick([random.between(-0.05, 0.1), random.between(0.85, 0.98)]) * width;
    on.fillStyle = `hsl(${random.whole(15, 45)}, 30%, ${random.whole(25, 60)}%)`;
    on.fillRect(x, height * 0.35, width * 0.13, height);
  }
  for (let i = 0; i < random.whole(0, 3); i++) {
    on.fillStyle = "#d8d8d0";
    on.fillRect(random.next() * width, height * random.between(0.7, 0.95), 18, 18);
  }
  on.fillStyle = "rgba(60, 50, 40, 0.7)";
  on.fillRect(0, height * random.between(0.93, 1.1), width, height);
};
