import { readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { importDeck } from "../../../liveblogger/deck/index.ts";
import { renderPdf } from "../../../liveblogger/decks-made/render.ts";
import { sampleDeck } from "../../../liveblogger/sample-deck/deck.ts";
import { readSlides } from "../../../liveblogger/sample-deck/slides.ts";
import { readTalk } from "../../../liveblogger/talk/index.ts";

const FOLDER = resolve(import.meta.dirname, "../../../talks/sample");
const YAML = readFileSync(join(FOLDER, "slides.yml"), "utf8");

test("the committed deck is what the script makes of the text: after a change, npm run sample:deck", () => {
  const committed = readFileSync(join(FOLDER, "deck.pdf"));
  expect(committed.equals(renderPdf(sampleDeck(YAML)))).toBe(true);
  expect(committed.length).toBeLessThan(500_000);
});

test("is a talk of at least 25 slides, with notes for each", async () => {
  const { slides, notes } = await readTalk(FOLDER);
  expect(slides).toBeGreaterThanOrEqual(25);
  expect([...notes.keys()].sort((one, other) => one - other)).toEqual(Array.from({ length: slides }, (_, i) => i + 1));
  for (const markdown of notes.values()) expect(markdown.length).toBeGreaterThan(40);
});

test("every page can be told from every other, and says its title", async () => {
  const { pages, identical } = await importDeck(join(FOLDER, "deck.pdf"));
  expect(identical).toEqual([]);
  const titles = new Set(pages.map(({ title }) => title));
  expect([...titles]).toEqual([...new Set(readSlides(YAML).map(({ title }) => title))]);
});

test.each([
  ["- {kind: cover, title: A, says: B}", "slide 1 of slides.yml, more: "],
  ["- {kind: chapter, title: A, says: B, number: 1}\n- {kind: chapter, title: A, numer: 1}", "slide 2 of slides.yml"],
  ["- {kind: cartoon, title: A}", "slide 1 of slides.yml, kind: "],
])("text that nothing draws is told by the slide's number: %j", (yaml, message) => {
  expect(() => sampleDeck(yaml)).toThrow(message);
});

test("text that does not fit its place is told with its page", () => {
  const deck = sampleDeck(
    `- {kind: cover, title: A, says: B, more: C}\n- {kind: chapter, title: ${"wide ".repeat(30)}, says: B, number: 1}\n`,
  );
  expect(() => renderPdf(deck)).toThrow(/^page 2, .* has room for 780$/);
});
