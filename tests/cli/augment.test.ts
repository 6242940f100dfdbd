import { mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { jest } from "@jest/globals";
import sharp from "sharp";
import { type AugmentOptions, augmentDeck } from "../../cli/augment/augment-deck.ts";
import { Stopped, UserError } from "../../cli/errors.ts";
import { importDeck } from "../../liveblogger/deck/index.ts";
import { writeImportedDeck } from "../../liveblogger/imported-deck/index.ts";
import { terminalTo } from "./support/terminal.ts";

jest.setTimeout(60_000);

let folder: string;
const lines: string[] = [];
const terminal = (signal?: AbortSignal) => terminalTo(lines, signal);
const optionsTo = (out: string): AugmentOptions => ({
  out: join(folder, out),
  perSlide: 1,
  negatives: 1,
  seed: "3",
  level: ["easy"],
  set: "report",
});

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "augment-cli-"));
  const deck = join(folder, "deck");
  await mkdir(deck);
  for (const [i, colour] of ["#aabbcc", "#224466"].entries()) {
    const picture = sharp({ create: { width: 640, height: 360, channels: 3, background: colour } });
    await picture.png().toFile(join(deck, `${i + 1}.png`));
  }
});
afterAll(() => rm(folder, { recursive: true, force: true }));

test("a folder of pictures is photographed, twice alike", async () => {
  await augmentDeck(join(folder, "deck"), optionsTo("one"), terminal());
  await augmentDeck(join(folder, "deck"), optionsTo("two"), terminal());
  expect(lines[0]).toMatch(/^Made 3 photographs in /);
  for (const name of ["slide-001-1.jpg", "slide-002-1.jpg", "negative-001.jpg", "truth.json"]) {
    const [first, second] = await Promise.all(["one", "two"].map((out) => readFile(join(folder, out, name))));
    expect(first?.equals(second ?? Buffer.of())).toBe(true);
  }
});

test("a folder with something in it, and a deck that isn't there, are told to people", async () => {
  const deck = join(folder, "deck");
  await expect(augmentDeck(deck, { ...optionsTo("x"), out: deck }, terminal())).rejects.toThrow(UserError);
  await expect(augmentDeck(join(folder, "none.pdf"), optionsTo("y"), terminal())).rejects.toThrow(UserError);
});

test("that the folder is not empty is told before the deck is read; of a stopped run, what to do", async () => {
  const nowhere = join(folder, "none.pdf");
  await expect(augmentDeck(nowhere, { ...optionsTo("x"), out: join(folder, "deck") }, terminal())).rejects.toThrow(
    / is not empty: /,
  );
  await mkdir(join(folder, "stopped"));
  await writeFile(join(folder, "stopped/slide-001-1.jpg"), "");
  await expect(augmentDeck(nowhere, optionsTo("stopped"), terminal())).rejects.toThrow(
    /without truth\.json, of a run that was stopped: remove it, or name another folder\.$/,
  );
});

test("an imported deck whose page is broken or gone, or that lacks its deck.json, has to be imported again", async () => {
  const [deck, imported] = [join(folder, "deck"), join(folder, "imported")];
  await writeImportedDeck(imported, await importDeck(deck));
  await writeFile(join(imported, "pages/001.jpg"), "no picture");
  const augmented = () => augmentDeck(imported, optionsTo("w"), terminal());
  const damaged = { name: "UserError", message: expect.stringMatching(/^ImportedDeckDamaged: .*001\.jpg.*: import it again\.$/) };
  await expect(augmented()).rejects.toMatchObject(damaged);
  await rm(join(imported, "pages/001.jpg"));
  await expect(augmented()).rejects.toMatchObject(damaged);
  await rm(join(imported, "deck.json"));
  await expect(augmented()).rejects.toThrow(/deck\.json is missing or broken\): import it again\.$/);
});

test("Ctrl-C stops it", async () => {
  const signal = AbortSignal.abort();
  await expect(augmentDeck(join(folder, "deck"), optionsTo("z"), terminal(signal))).rejects.toThrow(Stopped);
});
