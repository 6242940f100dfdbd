import { resolve } from "node:path";
import { beginPhotographs } from "../../../cli/demo/photographs.ts";

const DECK = resolve(import.meta.dirname, "../../../talks/sample/deck.pdf");
const shot = { camera: "phone", level: "easy", how: "" } as const;

test("photographs are taken in a thread, and each is there when it is asked for", async () => {
  const photographs = beginPhotographs({
    deck: DECK,
    play: [
      { ...shot, slide: 1 },
      { ...shot, slide: 2 },
    ],
  });
  try {
    const [first, second] = await Promise.all([photographs.at(0), photographs.at(1)]);
    for (const jpeg of [first, second]) expect([...jpeg.subarray(0, 2)]).toEqual([0xff, 0xd8]);
    expect(Buffer.from(first).equals(second)).toBe(false);
    expect(() => photographs.at(2)).toThrow(RangeError);
  } finally {
    await photographs.stop();
  }
}, 60_000);

test("a deck that can't be read fails whoever asks for a photograph, and nobody else", async () => {
  const photographs = beginPhotographs({ deck: "nowhere.pdf", play: [{ ...shot, slide: 1 }] });
  await expect(photographs.at(0)).rejects.toMatchObject({ name: "DeckNotFound" });
  await photographs.stop();
});
