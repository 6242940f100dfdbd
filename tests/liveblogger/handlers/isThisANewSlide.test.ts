import { jest } from "@jest/globals";
import { TalkUnknown } from "../../../liveblogger/errors.ts";
import { handler } from "../../../liveblogger/handlers/isThisANewSlide.ts";
import type { TrafficCop } from "../../../liveblogger/rules/traffic-cop.ts";
import { MalformedInput } from "../../../src/errors.ts";
import { catchOutput, context, withEnvironment } from "../../src/support/lambda.ts";
import { fakeCloud } from "../support/fake-cloud.ts";
import { ENVIRONMENT, photographed, START, TALK, talkWith } from "../support/talk.ts";

const cloud = fakeCloud();
catchOutput();
withEnvironment(ENVIRONMENT);

beforeEach(() => cloud.put("talks", talkWith()));
afterEach(() => jest.restoreAllMocks());

const cop = () => cloud.item("current", TALK)?.content as TrafficCop;
const entries = () => cop().entries;

it("gives an assured slide an entry, once", async () => {
  const first = photographed(0, 3);
  await expect(handler(first, context)).resolves.toEqual({
    ...first,
    updateSite: true,
    entry: "slide-003",
    message: "Slide 3 is news",
  });
  await expect(handler(photographed(10, 3), context)).resolves.toMatchObject({ updateSite: false, message: "Slide 3 is known" });
  expect(cop()).toMatchObject({ slide: 3, time: photographed(10, 3).takenAt });
  expect(entries()).toMatchObject({ "slide-003": { time: START, returned: [], revision: 1, claimedBy: first.execution } });
});

it("finds its own claim when the task is run again, and so also when its answer was lost", async () => {
  let lost = false;
  cloud.fateOf = (call) => {
    if (call !== "PutItem current" || lost) return "done";
    lost = true;
    return "done but its answer is lost";
  };
  await expect(handler(photographed(0, 3), context)).rejects.toThrow("was lost");
  await expect(handler(photographed(0, 3), context)).resolves.toMatchObject({ updateSite: true, entry: "slide-003" });
  await expect(handler(photographed(0, 3), context)).resolves.toMatchObject({ updateSite: true, entry: "slide-003" });
});

it("keeps whose entry it is, though another photograph changes it before the claimant's task is run again", async () => {
  await handler(photographed(0, 1), context);
  const claimant = photographed(60, 2);
  await handler(claimant, context);
  const earlier = photographed(20, 2);
  await expect(handler(earlier, context)).resolves.toMatchObject({ updateSite: true, entry: "slide-002" });
  expect(entries()["slide-002"]).toMatchObject({ claimedBy: claimant.execution, changedBy: earlier.execution });
  await expect(handler(claimant, context)).resolves.toMatchObject({ updateSite: true, entry: "slide-002" });
});

it("lets one of two that come at once have the entry", async () => {
  const both = await Promise.all([handler(photographed(0, 1), context), handler(photographed(1, 1), context)]);
  // The later one may have come first: then the earlier one changes the entry's time.
  const [claim] = Object.values(entries());
  expect(claim?.time).toBe(START);
  expect(both.filter(({ updateSite }) => updateSite).length).toBeGreaterThan(0);
  expect(new Set(both.map(({ execution }) => execution)).has(claim?.claimedBy ?? "")).toBe(true);
});

it("waits for a second photograph when the first is not certain", async () => {
  await expect(handler(photographed(0, 3, 0.85), context)).resolves.toMatchObject({
    updateSite: false,
    message: "Slide 3 needs a second photograph",
  });
  await expect(handler(photographed(5, 3, 0.85), context)).resolves.toMatchObject({
    updateSite: true,
    message: "Slide 3 is news",
  });
  expect(entries()["slide-003"]?.time).toBe(START);
});

it("marks that the speaker is back", async () => {
  for (const [second, slide] of [
    [0, 1],
    [30, 2],
  ] as const)
    await handler(photographed(second, slide), context);
  await expect(handler(photographed(60, 1), context)).resolves.toMatchObject({
    updateSite: true,
    entry: "slide-001",
    message: "Slide 1 is back",
  });
  expect(entries()["slide-001"]?.returned).toEqual([START + 60_000]);
});

it.each([
  [photographed(0, 3, 0.79), "Not sure of slide 3"],
  [photographed(0, null), "No slide of the deck"],
])("makes no news of what is not assured", async (state, message) => {
  await expect(handler(state, context)).resolves.toMatchObject({ updateSite: false, message });
  expect(cloud.item("current", TALK)).toBeUndefined();
});

it("takes the talk's own threshold", async () => {
  cloud.put("talks", talkWith({ threshold: 1 }));
  await expect(handler(photographed(0, 3), context)).resolves.toMatchObject({ updateSite: false });
  cloud.put("talks", talkWith({ threshold: 0.5 }));
  await handler(photographed(0, 3, 0.6), context);
  await expect(handler(photographed(1, 3, 0.6), context)).resolves.toMatchObject({ updateSite: true });
});

describe("a claim whose claimant died", () => {
  const MINUTES = 60_000;
  const at = (milliseconds: number) => jest.spyOn(Date, "now").mockReturnValue(milliseconds);
  const claimed = async () => {
    at(START);
    await handler(photographed(0, 1), context);
  };

  it("is taken over by a later photograph of the slide", async () => {
    await claimed();
    at(START + 2 * MINUTES + 1);
    const later = photographed(120, 1);
    await expect(handler(later, context)).resolves.toMatchObject({ updateSite: true, entry: "slide-001" });
    expect(entries()["slide-001"]).toMatchObject({ time: START, claimedBy: later.execution, changedBy: later.execution });
    // … and by no other.
    await expect(handler(photographed(121, 1), context)).resolves.toMatchObject({ updateSite: false });
  });

  it("is its own for two minutes", async () => {
    await claimed();
    at(START + 2 * MINUTES);
    await expect(handler(photographed(120, 1), context)).resolves.toMatchObject({ updateSite: false });
  });

  it("is not, when the entry was written", async () => {
    await claimed();
    cloud.put("posts", { talk: TALK, entry: "slide-001", revision: 1 });
    at(START + 3 * MINUTES);
    await expect(handler(photographed(180, 1), context)).resolves.toMatchObject({ updateSite: false });
  });

  it("is, when the entry was written but not its last change", async () => {
    await claimed();
    cloud.put("posts", { talk: TALK, entry: "slide-001", revision: 0 });
    at(START + 3 * MINUTES);
    await expect(handler(photographed(180, 1), context)).resolves.toMatchObject({ updateSite: true });
  });

  it("is taken over by one of two that come at once", async () => {
    await claimed();
    at(START + 3 * MINUTES);
    const both = await Promise.all([handler(photographed(180, 1), context), handler(photographed(181, 1), context)]);
    expect(both.filter(({ updateSite }) => updateSite)).toHaveLength(1);
  });
});

describe("a talk that wants live updates", () => {
  beforeEach(() => cloud.put("talks", talkWith({ unknownPhotos: "post" })));
  const unknown = (second: number, still = true) => photographed(second, null, 0.9, { still });

  it("gets one of a scene that stood still, and finds it its own again", async () => {
    const state = unknown(0);
    const entry = `update-${START}-${state.execution.slice(-12)}`;
    const message = "No slide of the deck: a live update";
    await expect(handler(state, context)).resolves.toMatchObject({ updateSite: true, entry, message });
    await expect(handler(state, context)).resolves.toMatchObject({ updateSite: true, entry });
    await expect(handler(photographed(400, 2, 0.5, { still: true }), context)).resolves.toMatchObject({
      updateSite: true,
      message: "Not sure of slide 2: a live update",
    });
  });

  it("gets none of a scene that moved, and one in five minutes, in whatever order", async () => {
    await expect(handler(unknown(0, false), context)).resolves.toMatchObject({ updateSite: false });
    await handler(unknown(0), context);
    for (const [second, updateSite] of [
      [299, false],
      [-299, false],
      [300, true],
      [-300, true],
    ] as const)
      await expect(handler(unknown(second), context)).resolves.toMatchObject({ updateSite });
  });

  it("gets none while a slide comes or goes", async () => {
    await handler(photographed(0, 1), context);
    await expect(handler(unknown(10), context)).resolves.toMatchObject({ updateSite: false });
    await expect(handler(unknown(11), context)).resolves.toMatchObject({ updateSite: true });
  });
});

it("names a talk that there is not", async () => {
  cloud.remove("talks", TALK);
  await expect(handler(photographed(0, 1), context)).rejects.toThrow(TalkUnknown);
});

it("refuses a state that WhichSlide has not seen", async () => {
  const { prediction: _, ...state } = photographed(0, 1);
  await expect(handler(state, context)).rejects.toThrow(MalformedInput);
  await expect(handler({ ...photographed(0, 1), image: "no photograph" }, context)).rejects.toThrow(MalformedInput);
});
