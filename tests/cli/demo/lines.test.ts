import { headLines, type Outcome, outcomeLine, readableIn } from "../../../cli/demo/lines.ts";
import { PLAY } from "../../../cli/demo/play.ts";

const tripod = { camera: "tripod", slide: 12, level: "easy", how: "from the side" } as const;
const news: Outcome = {
  number: 3,
  shot: tripod,
  decision: { prediction: 12, assurance: 0.99951, updateSite: true, entry: "slide-012", message: "Slide 12 is news" },
  readable: 1234,
};

test("a photograph's line stands below the head's columns", () => {
  const [head = "", rule = ""] = headLines();
  const lines = [
    news,
    {
      number: 4,
      shot: { ...tripod, slide: null },
      decision: { prediction: null, assurance: 0.8, message: "No slide of the deck" },
    },
    { number: 15, shot: tripod, failure: "PhotographUnreadable: cut off" },
  ].map(outcomeLine);
  expect([head, ...lines]).toEqual([
    "     camera  on the screen                                   recognised    sure  decided                             to be read after",
    "  3  tripod  slide 12       from the side                    slide 12     0.999  Slide 12 is news                               1.2 s",
    "  4  tripod  no slide       from the side                    none         0.800  No slide of the deck",
    " 15  tripod  slide 12       from the side                                        PhotographUnreadable: cut off",
  ]);
  expect(rule).toMatch(/^─+( {2}─+)+$/);
});

test("what is known of the play's shots fits its column", () => {
  for (const { how } of PLAY) expect(how.length).toBeLessThanOrEqual(31);
});

test("the times until a reader could fetch it are told by their median and the slowest", () => {
  expect(readableIn([])).toBeUndefined();
  expect(readableIn([{ ...news, readable: 3000 }, news, { number: 1, shot: tripod }])).toBe("median 1.2 s, slowest 3.0 s");
});
