import { type Background, wall } from "./background.ts";

/** A window with blinds, a whiteboard that was not wiped, a table, chairs. */
export const meetingRoom: Background = (on, size, random) => {
  const { width, height } = size;
  wall(on, size, random.whole(180, 230), random.between(60, 95), random);
  const left = random.chance(0.5);
  const window = { x: left ? -0.02 * width : 0.82 * width, width: 0.2 * width };
  for (let y = height * 0.08; y < height * 0.7; y += 13) {
    on.fillStyle = `hsl(200, 20%, ${random.between(75, 98)}%)`;
    on.fillRect(window.x, y, window.width, 9);
  }
  const board = { x: left ? 0.78 * width : 0.01 * width, y: height * 0.15, width: 0.2 * width, height: height * 0.4 };
  on.fillStyle = "#f4f6f6";
  on.fillRect(board.x, board.y, board.width, board.height);
  for (let i = 0; i < random.whole(4, 10); i++) {
    on.strokeStyle = random.pick(["#1d4ed8", "#b91c1c", "#222222", "#15803d"]);
    on.lineWidth = 2;
    on.beginPath();
    for (let point = 0; point < 12; point++)
      on.lineTo(board.x + random.next() * board.width, board.y + (i / 10) * board.height + random.next() * 14);
    on.stroke();
  }
  on.fillStyle = `hsl(28, 30%, ${random.between(25, 60)}%)`;
  on.beginPath();
  on.ellipse(width / 2, height * 1.08, width * 0.6, height * 0.18, 0, 0, 2 * Math.PI);
  on.fill();
  on.fillStyle = "#26282c";
  for (const side of [0.08, 0.82]) {
    on.beginPath();
    on.roundRect(side * width, height * 0.78, width * 0.1, height * 0.3, 14);
    on.fill();
  }
};
