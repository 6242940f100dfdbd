import { audience, type Background, wall } from "./background.ts";

/** A dark front wall with lamps above and many people below. */
export const auditorium: Background = (on, size, random) => {
  wall(on, size, random.whole(200, 280), random.between(20, 45), random);
  for (let i = 0; i < random.whole(2, 6); i++) {
    const x = random.next() * size.width;
    const lamp = on.createRadialGradient(x, 0, 2, x, 0, random.between(30, 120));
    lamp.addColorStop(0, "rgba(255, 240, 200, 1)");
    lamp.addColorStop(1, "rgba(255, 240, 200, 0)");
    on.fillStyle = lamp;
    on.fillRect(x - 120, 0, 240, 120);
  }
  audience(on, size, random.whole(2, 4), random);
};
