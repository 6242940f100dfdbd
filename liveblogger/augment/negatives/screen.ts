import { createCanvas } from "@napi-rs/canvas";
import type { Drawing } from "../../decks-made/page.ts";
import { readSourceText, type SourceText } from "../../decks-made/source-text.ts";
import type { Random } from "../../seeded-random.ts";
import type { BytesImage } from "../linear-image.ts";

export const SCREEN = { width: 1280, height: 720 } as const;

/** Draws what a computer shows. */
export type ScreenContent = (on: Drawing, random: Random) => void;

export function drawScreen(content: ScreenContent, random: Random): BytesImage {
  const canvas = createCanvas(SCREEN.width, SCREEN.height);
  const on = canvas.getContext("2d");
  content(on, random);
  const { data } = on.getImageData(0, 0, SCREEN.width, SCREEN.height);
  return { ...SCREEN, channels: 4, data: new Uint8Array(data.buffer) };
}

let read: SourceText | undefined;

/** The repository's text, read once. */
export function sourceText(): SourceText {
  read ??= readSourceText();
  return read;
}
