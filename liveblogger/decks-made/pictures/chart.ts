import type { Random } from "../../seeded-random.ts";
import type { Box } from "../drawing.ts";
import { font } from "../fonts.ts";
import type { Drawing } from "../page.ts";

const COLOURS = ["#2563eb", "#dc2626", "#059669", "#d97706", "#7c3aed", "#0891b2"];

/** Axes with numbers and bars, lines, points, or slices of a pie, of random figures. */
export function drawChart(on: Drawing, box: Box, random: Random): void {
  const kind = random.pick(["bars", "lines", "points", "pie"] as const);
  if (kind !== "pie") drawAxes(on, box, random.pick([5, 10, 20, 50, 100, 250]));
  if (kind === "pie") drawPie(on, box, random);
  else if (kind === "bars") drawBars(on, box, random);
  else if (kind === "lines") drawLines(on, box, random);
  else drawPoints(on, box, random);
}

function drawAxes(on: Drawing, { x, y, width, height }: Box, step: number): void {
  on.font = font("Lato", 20);
  on.lineWidth = 1;
  for (let i = 0; i <= 5; i++) {
    const at = y + height - (i * height) / 5;
    on.strokeStyle = i === 0 ? "#111827" : "#d1d5db";
    on.beginPath();
    on.moveTo(x, at);
    on.lineTo(x + width, at);
    on.stroke();
    on.fillStyle = "#4b5563";
    on.fillText(String(i * step), x - 50, at + 7);
  }
}

function drawBars(on: Drawing, { x, y, width, height }: Box, random: Random): void {
  const bars = random.whole(4, 14);
  const colour = random.pick(COLOURS);
  for (let i = 0; i < bars; i++) {
    const tall = random.between(0.05, 1) * height;
    on.fillStyle = random.chance(0.15) ? "#f59e0b" : colour;
    on.fillRect(x + ((i + 0.15) * width) / bars, y + height - tall, (0.7 * width) / bars, tall);
  }
}

function drawLines(on: Drawing, { x, y, width, height }: Box, random: Random): void {
  on.lineWidth = 4;
  for (const colour of random.shuffled(COLOURS).slice(0, random.whole(1, 4))) {
    let value = random.between(0.2, 0.8);
    on.strokeStyle = colour;
    on.beginPath();
    for (let i = 0; i <= 24; i++) {
      value = Math.min(1, Math.max(0, value + random.normal() * 0.08));
      on.lineTo(x + (i * width) / 24, y + height * (1 - value));
    }
    on.stroke();
  }
}

function drawPoints(on: Drawing, { x, y, width, height }: Box, random: Random): void {
  const slope = random.between(-0.8, 0.8);
  on.fillStyle = random.pick(COLOURS);
  for (let i = 0; i < 90; i++) {
    const across = random.next();
    const value = Math.min(1, Math.max(0, 0.5 + slope * (across - 0.5) + random.normal() * 0.1));
    on.beginPath();
    on.arc(x + across * width, y + height * (1 - value), 7, 0, 2 * Math.PI);
    on.fill();
  }
}

function drawPie(on: Drawing, { x, y, width, height }: Box, random: Random): void {
  const parts = Array.from({ length: random.whole(3, 6) }, () => random.between(0.3, 2));
  const whole = parts.reduce((sum, part) => sum + part, 0);
  let angle = -Math.PI / 2;
  parts.forEach((part, i) => {
    const end = angle + (2 * Math.PI * part) / whole;
    on.fillStyle = COLOURS[i] ?? "#6b7280";
    on.beginPath();
    on.moveTo(x + width * 0.35, y + height / 2);
    on.arc(x + width * 0.35, y + height / 2, height / 2, angle, end);
    on.fill();
    on.fillRect(x + width * 0.72, y + 60 + i * 50, 30, 30);
    on.font = font("Lato", 26);
    on.fillText(`${Math.round((100 * part) / whole)} %`, x + width * 0.72 + 45, y + 84 + i * 50);
    angle = end;
  });
}
