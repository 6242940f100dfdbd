/** Near twins of our own decks, as a camera on its stand sees them. The figures of all of them: `npm run bench:changes`. */
import { difference, THRESHOLD } from "../../../website/src/camera/change.ts";
import { nearTwins, viewsOf } from "../../bench/changes/near-twins.ts";

const [twin] = nearTwins("overlays", 1, 10);
if (!twin) throw new Error("the deck has no near twins");

it("a line that is added is a change, and one that is taken away, even in bad photographs", async () => {
  const views = viewsOf(twin, "hard");
  const [before, after] = [await views.before(), await views.after()];
  expect(difference(before, after)).toBeGreaterThan(THRESHOLD);
  expect(difference(after, before)).toBeGreaterThan(THRESHOLD);
}, 120_000);

it("noise and a little more light are none, in photographs that are not bad", async () => {
  const views = viewsOf(twin, "easy");
  expect(difference(await views.before(), await views.again())).toBeLessThan(THRESHOLD);
}, 120_000);
