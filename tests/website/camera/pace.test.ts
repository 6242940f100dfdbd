import { THRESHOLD } from "../../../website/src/camera/change.ts";
import { judge, NOTHING_SENT, type Pace } from "../../../website/src/camera/pace.ts";
import type { Thumbnail } from "../../../website/src/camera/thumbnail.ts";

/** A screen with so many dark words on it, lit by so much. */
function look(words: number, light = 1): Thumbnail {
  const cells = new Float32Array(160 * 90).fill(120 * light);
  for (let word = 0; word < words; word++) cells.fill(60 * light, (10 + 3 * word) * 160 + 20, (10 + 3 * word) * 160 + 24);
  return { columns: 160, rows: 90, cells };
}

/** What becomes of looks that are taken every five seconds. */
function judged(looks: readonly (Thumbnail | undefined)[], every = 5) {
  let pace: Pace = NOTHING_SENT;
  return looks.map((one, i) => {
    const verdict = judge(pace, one, 100 + i * every);
    pace = verdict.pace;
    return verdict.send;
  });
}
const times = (count: number, words: number) => Array.from({ length: count }, () => look(words));

it("three photographs are sent after a change, then one a minute", () => {
  const sent = judged([...times(30, 1), ...times(6, 2)]);
  expect(sent.map((why, i) => (why ? i : -1)).filter((i) => i >= 0)).toEqual([0, 1, 2, 14, 26, 30, 31, 32]);
  expect([sent[0], sent[1], sent[14], sent[30]]).toEqual(["first", "after a change", "a minute has passed", "changed"]);
});

it("a change among the three begins anew", () => {
  expect(judged([look(1), look(2), look(2), look(2), look(2)])).toEqual([
    "first",
    "changed",
    "after a change",
    "after a change",
    undefined,
  ]);
});

it("another exposure is no change; what goes by small steps is one, once it has gone far enough", () => {
  expect(judged([...times(3, 1), look(1, 1.2), look(1, 0.8)]).slice(3)).toEqual([undefined, undefined]);
  const fading = Array.from({ length: 12 }, (_, step) => {
    const slide = look(1);
    slide.cells.fill(120 - step * 1.5, 60 * 160 + 20, 60 * 160 + 24);
    return slide;
  });
  expect(
    judged([...times(3, 1), ...fading], 1)
      .slice(3)
      .indexOf("changed"),
  ).toBe(Math.ceil(THRESHOLD / 1.5));
});

it("what can't be compared is sent", () => {
  expect(judged([look(1), undefined, undefined, look(1)])).toEqual([
    "first",
    "cannot be compared",
    "cannot be compared",
    "cannot be compared",
  ]);
  expect(judged([look(1), { columns: 90, rows: 160, cells: new Float32Array(160 * 90) }])[1]).toBe("changed");
});
