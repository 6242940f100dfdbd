import { planTrials } from "../../../liveblogger/calibration/plan.ts";
import type { PreparedDeck } from "../../../liveblogger/calibration/trial.ts";

const deck = (name: string, pageCount: number): PreparedDeck => ({
  name,
  index: "",
  pageCount,
  same: [],
  twin: [],
  half: { index: "", strangers: [] },
});
const decks = [deck("one", 4), deck("two", 9)];
const [one] = decks;
const counts = { positives: 6, negatives: 10 };

test("levels take turns, every page comes before any comes twice, and no seed does", () => {
  if (!one) throw new Error("no deck");
  const trials = planTrials(one, decks, "report", counts);
  expect(trials.filter(({ level }) => level === "hard")).toHaveLength(5);
  const pages = trials.map(({ shows }) => shows).filter((shows) => typeof shows === "number");
  expect(pages).toHaveLength(6);
  expect(new Set(pages.slice(0, 4)).size).toBe(4);
  expect(new Set(trials.map(({ seed }) => seed)).size).toBe(16);
});

test("what is reported is other photographs than what calibrates, and another deck is never the deck itself", () => {
  if (!one) throw new Error("no deck");
  const [calibration, report] = (["calibration", "report"] as const).map((set) => planTrials(one, decks, set, counts));
  const seeds = new Set(calibration?.map(({ seed }) => seed));
  expect(report?.some(({ seed }) => seeds.has(seed))).toBe(false);
  const others = report?.filter(({ shows }) => shows === "other deck").map(({ otherDeck }) => otherDeck);
  expect(others).toEqual(["two", "two", "two", "two"]);
});
