import type { Random } from "../../seeded-random.ts";
import type { Box } from "../drawing.ts";
import type { Drawing } from "../page.ts";

/** Round and square things lit from one side, some sharp and some out of focus, on a table. */
export function drawStillLife(on: Drawing, { x, y, width, height }: Box, random: Random): void {
  const hue = random.whole(0, 360);
  on.fillStyle = `hsl(${hue}, 18%, ${random.between(25, 80)}%)`;
  on.fillRect(x, y, width, height);
  const edge = y + height * random.between(0.5, 0.7);
  const table = on.createLinearGradient(0, edge, 0, y + height);
  table.addColorStop(0, `hsl(${(hue + 30) % 360}, 35%, 30%)`);
  table.addColorStop(1, `hsl(${(hue + 30) % 360}, 35%, 48%)`);
  on.fillStyle = table;
  on.fillRect(x, edge, width, y + height - edge);
  for (let i = 0; i < 400; i++) {
    on.fillStyle = `rgba(20, 10, 0, ${random.between(0.02, 0.1)})`;
    on.fillRect(
      x + random.next() * width,
      edge + random.next() * (y + height - edge),
      random.between(30, 260),
      random.between(1, 3),
    );
  }
  for (let i = 0; i < random.whole(5, 14); i++) {
    const radius = random.between(30, 130);
    const thing = { x: x + random.next() * width, y: edge + random.between(-0.2, 0.35) * height, radius };
    drawShadow(on, thing);
    if (random.chance(0.6)) drawBall(on, thing, random);
    else drawBook(on, thing, random);
  }
}

interface Thing {
  readonly x: number;
  readonly y: number;
  readonly radius: number;
}

function drawShadow(on: Drawing, { x, y, radius }: Thing): void {
  on.fillStyle = "rgba(0, 0, 0, 0.28)";
  on.beginPath();
  on.ellipse(x + radius * 0.4, y + radius * 0.9, radius * 1.2, radius * 0.25, 0, 0, 2 * Math.PI);
  on.fill();
}

function drawBall(on: Drawing, { x, y, radius }: Thing, random: Random): void {
  const hue = random.whole(0, 360);
  const shade = on.createRadialGradient(x - radius * 0.35, y - radius * 0.4, radius * 0.05, x, y, radius);
  shade.addColorStop(0, `hsl(${hue}, 60%, 88%)`);
  shade.addColorStop(0.35, `hsl(${hue}, 65%, 52%)`);
  shade.addColorStop(1, `hsl(${hue}, 70%, 16%)`);
  on.fillStyle = shade;
  on.beginPath();
  on.arc(x, y, radius, 0, 2 * Math.PI);
  on.fill();
}

function drawBook(on: Drawing, { x, y, radius }: Thing, random: Random): void {
  const hue = random.whole(0, 360);
  on.save();
  on.translate(x, y);
  on.rotate(random.between(-0.3, 0.3));
  on.fillStyle = `hsl(${hue}, 45%, ${random.between(25, 55)}%)`;
  on.fillRect(-radius * 0.7, -radius, radius * 1.4, radius * 1.9);
  on.fillStyle = `hsl(${hue}, 30%, 80%)`;
  for (let i = 0; i < 4; i++)
    on.fillRect(-radius * 0.5, -radius * 0.7 + i * radius * 0.25, random.between(0.4, 1) * radius, radius * 0.08);
  on.restore();
}
