import { mkdir, mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { jest } from "@jest/globals";
import sharp from "sharp";
import { type AugmentOptions, augmentDeck } from "../../cli/augment/augment-deck.ts";
import { Stopped, UserError } from "../../cli/errors.ts";
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

test("Ctrl-C stops it", async () => {
  const signal = AbortSignal.abort();
  await expect(augmentDeck(join(folder, "deck"), optionsTo("z"), terminal(signal))).rejects.toThrow(Stopped);
});
