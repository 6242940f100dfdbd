import { makeDecks } from "../../../liveblogger/decks-made/decks.ts";
import { renderPage, renderPdf } from "../../../liveblogger/decks-made/render.ts";

const decks = makeDecks();

test("at least eight decks of 30 to 200 pages, each with a name of its own", () => {
  expect(decks.length).toBeGreaterThanOrEqual(8);
  expect(new Set(decks.map(({ name }) => name)).size).toBe(decks.length);
  for (const { pages } of decks) {
    expect(pages.length).toBeGreaterThanOrEqual(30);
    expect(pages.length).toBeLessThanOrEqual(200);
  }
});

test.each(decks)("$name: every page has a title and text that holds it", ({ pages }) => {
  for (const { title, text } of pages) {
    expect(title.trim()).not.toBe("");
    expect(text).toContain(title);
  }
});

test.each(decks)("$name: is made the same again, to the pixel", (deck) => {
  const again = makeDecks().find(({ name }) => name === deck.name);
  expect(again?.pages.map(({ text }) => text)).toEqual(deck.pages.map(({ text }) => text));
  for (const number of [0, 11]) {
    const [first, second] = [deck, again].map((made) => {
      const page = made?.pages[number];
      return made && page ? Buffer.from(renderPage(made, page, 640).data) : undefined;
    });
    expect(first?.length).toBe(640 * Math.round((640 * deck.height) / deck.width) * 4);
    expect(first?.equals(second ?? Buffer.of())).toBe(true);
    expect(new Set(first).size).toBeGreaterThan(5);
  }
});

test("a deck becomes a PDF, byte for byte the same each time", () => {
  const [deck] = decks;
  if (!deck) throw new Error("no decks");
  const pdf = Buffer.from(renderPdf(deck));
  expect(pdf.subarray(0, 5).toString()).toBe("%PDF-");
  expect(pdf.equals(Buffer.from(renderPdf(deck)))).toBe(true);
});
