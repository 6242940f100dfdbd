import { createCanvas, PDFDocument } from "@napi-rs/canvas";
import type { MadeDeck, MadePage } from "./page.ts";

type DrawnPage = Pick<MadePage, "draw">;

/** What is drawn of a deck. */
export interface DrawnDeck extends Pick<MadeDeck, "name" | "width" | "height"> {
  readonly pages: readonly DrawnPage[];
}

/** A page's pixels: rows without padding, red, green, blue and an alpha that is 255 everywhere. */
export interface RenderedPage {
  readonly width: number;
  readonly height: number;
  readonly channels: 4;
  readonly data: Uint8Array;
}

function canvasOf(deck: DrawnDeck, page: DrawnPage, width: number) {
  const canvas = createCanvas(width, Math.round((width * deck.height) / deck.width));
  const on = canvas.getContext("2d");
  on.scale(width / deck.width, width / deck.width);
  page.draw(on);
  return canvas;
}

/** Draws a page so many pixels wide. */
export function renderPage(deck: DrawnDeck, page: DrawnPage, width = 1280): RenderedPage {
  const canvas = canvasOf(deck, page, width);
  const { data } = canvas.getContext("2d").getImageData(0, 0, canvas.width, canvas.height);
  return { width: canvas.width, height: canvas.height, channels: 4, data: new Uint8Array(data.buffer) };
}

export const renderPng = (deck: DrawnDeck, page: DrawnPage, width = 1280): Uint8Array =>
  canvasOf(deck, page, width).toBuffer("image/png");

/** The deck as a PDF with text that can be read. */
export function renderPdf(deck: DrawnDeck): Uint8Array {
  const pdf = new PDFDocument({ title: deck.name });
  for (const page of deck.pages) {
    page.draw(pdf.beginPage(deck.width, deck.height));
    pdf.endPage();
  }
  return pdf.close();
}
