import { lstatSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { buildIndex, type Deck } from "../../../liveblogger/deck/index.ts";
import { isImportedDeck, readImportedDeck, writeImportedDeck } from "../../../liveblogger/imported-deck/index.ts";

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "imported-deck-"));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const image = (shade: number) => ({
  width: 320,
  height: 180,
  channels: 1 as const,
  data: Uint8Array.from({ length: 320 * 180 }, (_, at) => (at * shade) % 251),
});

const DECK: Deck = {
  pages: [
    { number: 1, title: "One", text: "One\nfirst", notes: "Say hello", picture: Buffer.from("first picture") },
    { number: 2, title: "Two", text: "Two", notes: "", picture: Buffer.from("second picture") },
  ],
  index: buildIndex([image(7), image(13)]),
  identical: [],
};

const edit = (change: (deck: Record<string, unknown>) => unknown): void => {
  const file = join(folder, "talk/deck.json");
  writeFileSync(file, JSON.stringify(change(JSON.parse(readFileSync(file, "utf8")))));
};

test("what is written is read back, wherever the folder is", async () => {
  const place = join(folder, "deep/er/talk");
  await writeImportedDeck(place, DECK);
  const read = await readImportedDeck(place);
  expect(read).toEqual({
    pages: DECK.pages.map((page) => ({ ...page, picture: `pages/00${page.number}.jpg` })),
    identical: [],
    index: DECK.index,
  });
  expect(readFileSync(join(place, read.pages[1]?.picture ?? ""), "utf8")).toBe("second picture");
  expect(readdirSync(join(folder, "deep/er"))).toEqual(["talk"]);
});

test("what can't be written leaves the earlier import as it was, and nothing beside it", async () => {
  await writeImportedDeck(join(folder, "talk"), DECK);
  const broken = { ...DECK, pages: [{ ...DECK.pages[0], picture: 7 }] } as unknown as Deck;
  await expect(writeImportedDeck(join(folder, "talk"), broken)).rejects.toThrow();
  expect((await readImportedDeck(join(folder, "talk"))).pages).toHaveLength(2);
  expect(readdirSync(folder)).toEqual(["talk"]);
});

test("folders of other things are no imported decks, and are left alone", async () => {
  expect(await isImportedDeck(folder)).toBe(false);
  expect(await isImportedDeck(join(folder, "missing"))).toBe(false);
  writeFileSync(join(folder, "deck.json"), "[]");
  expect(await isImportedDeck(folder)).toBe(false);
  await expect(writeImportedDeck(folder, DECK)).rejects.toMatchObject({ name: "FolderTaken" });
  await expect(writeImportedDeck(join(folder, "deck.json"), DECK)).rejects.toMatchObject({ name: "FolderTaken" });
  expect(readdirSync(folder)).toEqual(["deck.json"]);
});

test.each(["thesis.txt", "pages/009-better.jpg"])(
  "an import that holds %s, which it did not write, is left alone",
  async (name) => {
    await writeImportedDeck(join(folder, "talk"), DECK);
    writeFileSync(join(folder, "talk", name), "mine");
    await expect(writeImportedDeck(join(folder, "talk"), DECK)).rejects.toMatchObject({
      name: "FolderTaken",
      message: expect.stringContaining(`(${name})`),
    });
    expect(readFileSync(join(folder, "talk", name), "utf8")).toBe("mine");
  },
);

test("an import whose deck.json was lost is replaced by the next", async () => {
  await writeImportedDeck(join(folder, "talk"), DECK);
  rmSync(join(folder, "talk/deck.json"));
  await writeImportedDeck(join(folder, "talk"), DECK);
  expect((await readImportedDeck(join(folder, "talk"))).pages).toHaveLength(2);
});

test("neither a folder without a name nor the one where one stands is replaced", async () => {
  const stood = process.cwd();
  mkdirSync(join(folder, "in"));
  process.chdir(join(folder, "in"));
  try {
    for (const taken of ["", " ", ".", "..", folder])
      await expect(writeImportedDeck(taken, DECK)).rejects.toMatchObject({ name: "FolderTaken" });
    await writeImportedDeck("talk", DECK);
    await writeImportedDeck("../..beside", DECK);
  } finally {
    process.chdir(stood);
  }
  expect(readdirSync(folder).sort()).toEqual(["..beside", "in"]);
});

test("where a link leads, the deck is put, and the link stays", async () => {
  await writeImportedDeck(join(folder, "real"), DECK);
  symlinkSync(join(folder, "real"), join(folder, "link"));
  await writeImportedDeck(join(folder, "link"), { ...DECK, identical: [[1, 2]] });
  expect((await readImportedDeck(join(folder, "real"))).identical).toEqual([[1, 2]]);
  expect(lstatSync(join(folder, "link")).isSymbolicLink()).toBe(true);
});

test.each([
  ["of another version", () => edit((deck) => ({ ...deck, version: 2 })), "ImportedDeckOfAnotherVersion"],
  [
    "without a page",
    () => edit(({ pages, ...deck }) => ({ ...deck, pages: (pages as unknown[]).slice(1) })),
    "ImportedDeckDamaged",
  ],
  [
    "without its last page",
    () => edit(({ pages, ...deck }) => ({ ...deck, pages: (pages as unknown[]).slice(0, 1) })),
    "ImportedDeckDamaged",
  ],
  ["without pages", () => edit(({ pages, ...deck }) => deck), "ImportedDeckDamaged"],
  ["with a page that is none", () => edit((deck) => ({ ...deck, pages: [null, null] })), "ImportedDeckDamaged"],
  ["without its index", () => rmSync(join(folder, "talk/slides.index")), "ImportedDeckDamaged"],
  ["with a broken deck.json", () => writeFileSync(join(folder, "talk/deck.json"), "{"), "ImportedDeckDamaged"],
])("a folder %s says so", async (_what, damage, name) => {
  await writeImportedDeck(join(folder, "talk"), DECK);
  damage();
  await expect(readImportedDeck(join(folder, "talk"))).rejects.toMatchObject({ name });
});
