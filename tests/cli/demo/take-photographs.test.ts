/** The play's photographs, looked at by the recogniser: what the demonstration checks must be possible. */
import { resolve } from "node:path";
import { PLAY } from "../../../cli/demo/play.ts";
import { takePhotographs } from "../../../cli/demo/take-photographs.ts";
import { THRESHOLD } from "../../../liveblogger/data/talk-item.ts";
import { importDeck } from "../../../liveblogger/deck/index.ts";
import { decodePhotograph, recognise } from "../../../liveblogger/recogniser/index.ts";

const DECK = resolve(import.meta.dirname, "../../../talks/sample/deck.pdf");

test("each shows what it is meant to, surely enough for two of them to be believed, and one that is sent again is the same", async () => {
  const { index } = await importDeck(DECK);
  const taken: Uint8Array[] = [];
  const found: { slide: number | null; assured: boolean }[] = [];
  for await (const jpeg of takePhotographs(DECK, PLAY)) {
    const { slide, assurance } = recognise(await decodePhotograph(jpeg), index);
    found.push({ slide, assured: slide === null || assurance >= THRESHOLD });
    taken.push(jpeg);
  }
  expect(found).toEqual(PLAY.map(({ slide }) => ({ slide, assured: true })));
  for (const [place, { again }] of PLAY.entries()) if (again !== undefined) expect(taken[place]).toBe(taken[place - again]);
  expect(new Set(taken.map((jpeg) => Buffer.from(jpeg).toString("base64"))).size).toBe(
    PLAY.filter(({ again }) => again === undefined).length,
  );
  expect(Math.max(...taken.map(({ length }) => length))).toBeLessThan(4 * 1024 * 1024);
}, 180_000);
