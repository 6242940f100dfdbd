import { font } from "../../decks-made/fonts.ts";
import { SCREEN, type ScreenContent } from "./screen.ts";

/** Nothing: white, black, grey, or the blue of a projector without a signal, which may say so. */
export const blank: ScreenContent = (on, random) => {
  const colour = random.pick(["#ffffff", "#000000", "#0a2bd0", "#0032a0", "#808080", "#f4f4f0"]);
  on.fillStyle = colour;
  on.fillRect(0, 0, SCREEN.width, SCREEN.height);
  if (!colour.startsWith("#00") && colour !== "#0a2bd0") return;
  on.font = font("Sans", random.whole(24, 60));
  on.fillStyle = "#ffffff";
  if (random.chance(0.6)) on.fillText(random.pick(["No signal", "HDMI 1", "Searching…", "No input detected"]), 100, 140);
};
