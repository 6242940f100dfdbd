import { SCREEN, type ScreenContent } from "./screen.ts";

/** The speaker's face, large: in a video, or because the camera was turned to him. */
export const face: ScreenContent = (on, random) => {
  const { width, height } = SCREEN;
  const ground = on.createLinearGradient(0, 0, width, height);
  ground.addColorStop(0, `hsl(${random.whole(0, 360)}, 20%, ${random.whole(15, 70)}%)`);
  ground.addColorStop(1, `hsl(${random.whole(0, 360)}, 25%, ${random.whole(15, 60)}%)`);
  on.fillStyle = ground;
  on.fillRect(0, 0, width, height);
  const [x, y, size] = [width * random.between(0.3, 0.7), height * random.between(0.35, 0.5), height * random.between(0.2, 0.42)];
  const [hue, tone] = [random.whole(15, 32), random.whole(25, 72)];
  const ellipse = (dx: number, dy: number, rx: number, ry: number, colour: string): void => {
    on.fillStyle = colour;
    on.beginPath();
    on.ellipse(x + dx * size, y + dy * size, rx * size, ry * size, 0, 0, 2 * Math.PI);
    on.fill();
  };
  ellipse(0, 2.3, 1.7, 1.3, `hsl(${random.whole(0, 360)}, 35%, ${random.whole(15, 60)}%)`);
  ellipse(0, -0.15, 0.88, 1.15, `hsl(${random.whole(10, 45)}, 40%, ${random.whole(8, 45)}%)`);
  ellipse(0, 0.05, 0.76, 1, `hsl(${hue}, 45%, ${tone}%)`);
  for (const side of [-1, 1]) {
    ellipse(side * 0.3, -0.12, 0.14, 0.08, "#f5f2ee");
    ellipse(side * 0.3, -0.12, 0.06, 0.07, "#2a2018");
    ellipse(side * 0.3, -0.3, 0.17, 0.03, `hsl(${hue}, 40%, ${tone * 0.35}%)`);
  }
  ellipse(0, 0.2, 0.09, 0.2, `hsl(${hue}, 45%, ${tone * 0.85}%)`);
  ellipse(0, 0.56, random.between(0.18, 0.34), random.between(0.04, 0.14), "#8c3a3a");
};
