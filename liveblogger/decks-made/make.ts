/**
 * `npm run decks:make -- --out DIR [--pdf] [deck …]`: writes the decks, or those named, as `DIR/<deck>/001.png` and
 * so on, each with a `pages.json` of its pages' titles and text.
 */
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { makeDecks } from "./decks.ts";
import { renderPdf, renderPng } from "./render.ts";

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { out: { type: "string" }, pdf: { type: "boolean", default: false } },
});
if (!values.out) throw new Error("where to? --out DIR");
const decks = makeDecks();
const unknown = positionals.filter((name) => !decks.some((deck) => deck.name === name));
if (unknown.length > 0)
  throw new Error(`no such deck: ${unknown.join(", ")}; there are ${decks.map(({ name }) => name).join(", ")}`);

for (const deck of decks.filter(({ name }) => positionals.length === 0 || positionals.includes(name))) {
  const folder = join(values.out, deck.name);
  mkdirSync(folder, { recursive: true });
  deck.pages.forEach((page, i) => {
    writeFileSync(join(folder, `${String(i + 1).padStart(3, "0")}.png`), renderPng(deck, page));
  });
  const pages = deck.pages.map(({ title, text }) => ({ title, text }));
  writeFileSync(join(folder, "pages.json"), `${JSON.stringify(pages, null, 2)}\n`);
  if (values.pdf) writeFileSync(join(values.out, `${deck.name}.pdf`), renderPdf(deck));
  process.stdout.write(`${deck.name}: ${deck.pages.length} pages, ${deck.style}\n`);
}
