/**
 * `npm run sample:deck`: draws talks/sample/deck.pdf of talks/sample/slides.yml. With `--png DIR` it also writes the pages as
 * pictures there, to be looked at.
 */
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { parseArgs } from "node:util";
import { renderPdf, renderPng } from "../decks-made/render.ts";
import { sampleDeck } from "./deck.ts";

const TALK = resolve(import.meta.dirname, "../../talks/sample");

const { values } = parseArgs({ options: { png: { type: "string" } } });
const deck = sampleDeck(readFileSync(join(TALK, "slides.yml"), "utf8"));
const pdf = renderPdf(deck);
writeFileSync(join(TALK, "deck.pdf"), pdf);
process.stdout.write(`talks/sample/deck.pdf: ${deck.pages.length} pages, ${Math.ceil(pdf.length / 1000)} kB\n`);
if (values.png) {
  mkdirSync(values.png, { recursive: true });
  for (const [i, page] of deck.pages.entries())
    writeFileSync(join(values.png, `${String(i + 1).padStart(2, "0")}.png`), renderPng(deck, page));
}
