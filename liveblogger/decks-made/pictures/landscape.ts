import type { Random } from "../../seeded-random.ts";
import type { Box } from "../drawing.ts";
import type { Drawing } from "../page.ts";

const SKIES = [
  ["#7db9e8", "#f0f6fb"],
  ["#f6a25e", "#5b3a6e"],
  ["#93a5b5", "#dfe5ea"],
  ["#10253f", "#6f86a6"],
] as const;

/** Hills behind hills under a sky, with a sun, trees and grain: soft where photographs are soft, fine where they are fine. */
export function drawLandscape(on: Drawing, { x, y, width, height }: Box, random: Random): void {
  const sky = random.pick(SKIES);
  const gradient = on.createLinearGradient(0, y, 0, y + height * 0.7);
  gradient.addColorStop(0, sky[0]);
  gradient.addColorStop(1, sky[1]);
  on.fillStyle = gradient;
  on.fillRect(x, y, width, height);
  drawSun(on, x + random.between(0.1, 0.9) * width, y + random.between(0.1, 0.4) * height, random.between(30, 80));

  const hue = random.whole(60, 240);
  const ranges = random.whole(3, 6);
  for (let range = 0; range < ranges; range++) {
    const depth = range / (ranges - 1);
    on.fillStyle = `hsl(${hue}, ${20 + 25 * depth}%, ${62 - 42 * depth}%)`;
    const skyline = drawRange(on, { x, y, width, height }, 0.4 + 0.45 * depth, 0.1 * (1.2 - depth), random);
    if (depth > 0.4) drawTrees(on, skyline, depth, hue, random);
  }
}

function drawSun(on: Drawing, x: number, y: number, radius: number): void {
  const glow = on.createRadialGradient(x, y, radius * 0.4, x, y, radius * 3);
  glow.addColorStop(0, "rgba(255, 250, 220, 0.95)");
  glow.addColorStop(1, "rgba(255, 250, 220, 0)");
  on.fillStyle = glow;
  on.fillRect(x - 3 * radius, y - 3 * radius, 6 * radius, 6 * radius);
}

/** A ridge as a sum of waves, filled to the bottom. @returns its points */
function drawRange(on: Drawing, { x, y, width, height }: Box, level: number, rough: number, random: Random): [number, number][] {
  const waves = [1.3, 2.7, 5.9, 13, 31].map((frequency) => ({
    frequency,
    phase: random.between(0, 6.28),
    size: rough / frequency ** 0.6,
  }));
  const points: [number, number][] = [];
  for (let across = 0; across <= 160; across++) {
    const t = across / 160;
    const up = waves.reduce((sum, { frequency, phase, size }) => sum + size * Math.sin(frequency * t * 6.28 + phase), 0);
    points.push([x + t * width, y + (level - up) * height]);
  }
  on.beginPath();
  on.moveTo(x, y + height);
  for (const point of points) on.lineTo(...point);
  on.lineTo(x + width, y + height);
  on.fill();
  return points;
}

function drawTrees(on: Drawing, skyline: readonly [number, number][], depth: number, hue: number, random: Random): void {
  for (let i = 0; i < 120 * depth; i++) {
    const [x, ridge] = random.pick(skyline);
    const size = random.between(8, 40) * depth;
    const base = ridge + random.between(0, 90) * depth;
    on.fillStyle = `hsl(${hue + random.between(-25, 25)}, 35%, ${random.between(10, 32)}%)`;
    on.beginPath();
    on.moveTo(x, base - 2 * size);
    on.lineTo(x - size * 0.5, base);
    on.lineTo(x + size * 0.5, base);
    on.fill();
  }
}
