/**
 * From what the recogniser says to what readers see: photographs of a talk in any order, twice, several at once, whose tasks are killed
 * between any two calls of AWS and run again.
 */
import { setImmediate } from "node:timers/promises";
import { jest } from "@jest/globals";
import fc from "fast-check";
import type { PostItem } from "../../../liveblogger/data/post-item.ts";
import { handler as createDocument } from "../../../liveblogger/handlers/createDocument.ts";
import { handler as isThisANewSlide } from "../../../liveblogger/handlers/isThisANewSlide.ts";
import { handler as pullSlideData } from "../../../liveblogger/handlers/pullSlideData.ts";
import { CERTAIN } from "../../../liveblogger/rules/certainty.ts";
import type { LiveBloggerState } from "../../../liveblogger/rules/live-blogger-state.ts";
import { type Observation, observe, showings } from "../../../liveblogger/rules/observations.ts";
import { markdownOf } from "../../../liveblogger/rules/post.ts";
import { catchOutput, context, withEnvironment } from "../../src/support/lambda.ts";
import { type Fate, fakeCloud } from "../support/fake-cloud.ts";
import { ENVIRONMENT, photographed, START, SURE, smallPhotograph, TALK, talkWith } from "../support/talk.ts";

const cloud = fakeCloud();
const output = catchOutput();
withEnvironment(ENVIRONMENT);
jest.setTimeout(120_000);
const photograph = await smallPhotograph();

/** Runs a task until it is through, as the machine does. */
async function untilDone(task: () => Promise<LiveBloggerState>): Promise<LiveBloggerState> {
  for (let attempt = 0; attempt < 50; attempt++) {
    try {
      return await task();
    } catch (error) {
      if (!/was lost/.test(String(error))) throw error;
    }
  }
  throw new Error("The task never got through");
}

/** An execution from IsThisANewSlide to CreateDocument. */
async function execute(state: LiveBloggerState): Promise<void> {
  const judged = await untilDone(() => isThisANewSlide(state, context));
  const pulled = await untilDone(() => pullSlideData(judged, context));
  if (pulled.updateSite) await untilDone(() => createDocument(pulled, context));
}

/** What readers are to see in the end, by the rules' own definition. */
function expected(states: readonly LiveBloggerState[]) {
  let observed: readonly Observation[] = [];
  for (const { takenAt, prediction, assurance = 0, execution } of states)
    observed = observe(
      observed,
      { at: Date.parse(takenAt), slide: Number(prediction), photo: execution.slice(-12) },
      assurance >= CERTAIN,
    );
  const seconds = (at: number) => (at - START) / 1000;
  return [...showings(observed)]
    .map(([slide, { first, returned }]) => ({ slide, time: seconds(first), returned: returned.map(seconds) }))
    .sort((one, other) => one.slide - other.slide);
}

const posts = () => cloud.items("posts") as unknown as PostItem[];
const seenByReaders = () =>
  posts()
    .map(({ slide, time, returned }) => ({
      slide,
      time: (Date.parse(time) - START) / 1000,
      returned: returned.map((moment) => (Date.parse(moment) - START) / 1000),
    }))
    .sort((one, other) => Number(one.slide) - Number(other.slide));

const photographs = fc.uniqueArray(
  fc.record({ second: fc.nat(90), slide: fc.integer({ min: 1, max: 2 }), assurance: fc.constantFrom(0.85, SURE) }),
  { selector: ({ second }) => second, minLength: 1, maxLength: 9 },
);
const talks = photographs.chain((photos) => {
  const states = photos.map(({ second, slide, assurance }) => photographed(second, slide, assurance));
  return fc.record({
    states: fc.constant(states),
    again: fc.array(fc.constantFrom(...states), { maxLength: 3 }),
    /** the talk has ended, and all of them waited in a camera */
    isOver: fc.boolean(),
    atOnce: fc.integer({ min: 1, max: 6 }),
    turns: fc.infiniteStream(fc.nat(6)),
    fates: fc.infiniteStream(
      fc.oneof(
        { weight: 12, arbitrary: fc.constant<Fate>("done") },
        { weight: 1, arbitrary: fc.constant<Fate>("lost on its way") },
        { weight: 1, arbitrary: fc.constant<Fate>("done but its answer is lost") },
      ),
    ),
  });
});

it("readers see exactly the slides that were shown, when they were shown, whatever order and accidents", async () => {
  await fc.assert(
    fc.asyncProperty(talks, async ({ states, again, isOver, atOnce, turns, fates }) => {
      for (const name of ["talks", "current", "posts"])
        for (const { talk, entry } of cloud.items(name)) cloud.remove(name, String(talk), ...(entry ? [String(entry)] : []));
      cloud.objects.clear();
      const talk = talkWith(isOver ? { status: "ended", endedAt: new Date(START + 90_000).toISOString() } : {});
      cloud.put("talks", talk);
      for (const { image } of states) cloud.store(`photos/${image}`, photograph);
      const metricsBefore = output.metrics("photo_to_feed").length;
      cloud.fateOf = () => fates.next().value as Fate;
      cloud.turns = () => turns.next().value as number;

      const line = [...states, ...again];
      const workers = Array.from({ length: atOnce }, async () => {
        for (let state = line.shift(); state; state = line.shift()) {
          await execute(state);
          await setImmediate();
        }
      });
      await Promise.all(workers);
      cloud.fateOf = () => "done";

      expect(seenByReaders()).toEqual(expected(states));
      expect(cloud.items("talks")).toEqual([talk]);
      if (isOver)
        expect(cloud.items("current")).toMatchObject([{ content: expect.not.objectContaining({ slide: expect.anything() }) }]);
      for (const post of posts()) {
        expect(cloud.objects.get(`posts/${TALK}/${post.entry}/index.md`)?.bytes.toString()).toBe(
          markdownOf(post, "Europe/Berlin"),
        );
        expect(cloud.objects.has(`posts/${post.pictures.large.key}`)).toBe(true);
        expect(cloud.objects.has(`posts/${post.pictures.small.key}`)).toBe(true);
      }
      // Each entry is measured once; a crash right after its first write leaves it unmeasured.
      expect(output.metrics("photo_to_feed").length - metricsBefore).toBeLessThanOrEqual(posts().length);
    }),
    { numRuns: 50 },
  );
});
