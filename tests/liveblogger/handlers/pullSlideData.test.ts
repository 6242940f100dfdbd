import type { SlideItem } from "../../../liveblogger/data/slide-item.ts";
import { handler } from "../../../liveblogger/handlers/pullSlideData.ts";
import { catchOutput, context, withEnvironment } from "../../src/support/lambda.ts";
import { fakeCloud } from "../support/fake-cloud.ts";
import { ENVIRONMENT, photographed, SURE, TALK } from "../support/talk.ts";

const cloud = fakeCloud();
const output = catchOutput();
withEnvironment(ENVIRONMENT);

const DECK = `${TALK}/0123456789ab.index`;
const news = (entry: string) => photographed(0, 3, SURE, { updateSite: true, deck: DECK, entry });
const put = (item: Partial<SlideItem>) => cloud.put("slides", { talk: TALK, slide: 3, deck: DECK, text: "", notes: "", ...item });

it("gives the slide's title and the speaker's notes", async () => {
  put({ title: " Queues ", text: "Queues wait", notes: "Say *why*." });
  await expect(handler(news("slide-003"), context)).resolves.toEqual({
    ...news("slide-003"),
    slide: 3,
    title: "Queues",
    text: "Say *why*.",
  });
});

it("asks for nothing when there is no news", async () => {
  const state = photographed(0, 3, SURE, { updateSite: false });
  await expect(handler(state, context)).resolves.toBe(state);
  expect(cloud.calls).toEqual([]);
});

it("gives a live update a title of its own, and no slide", async () => {
  const state = await handler(news("update-1795871045000-0123456789ab"), context);
  expect(state).toMatchObject({ title: "Live update", text: "" });
  expect(state).not.toHaveProperty("slide");
  expect(cloud.calls).toEqual([]);
});

it("names a slide without a title by its number, also one that the deck has no more", async () => {
  put({ title: "" });
  await expect(handler(news("slide-003"), context)).resolves.toMatchObject({ slide: 3, title: "Slide 3", text: "" });
  await expect(handler(news("slide-012"), context)).resolves.toMatchObject({ slide: 12, title: "Slide 12", text: "" });
  expect(output.log()).toMatchObject([{ level: "warn", slide: 12 }]);
});

it("gives nothing of another deck's slide of that number, while one is published in place of the deck", async () => {
  put({ deck: `${TALK}/ba9876543210.index`, title: "Another", notes: "Of another deck." });
  await expect(handler(news("slide-003"), context)).resolves.toMatchObject({ slide: 3, title: "Slide 3", text: "" });
  expect(output.log()).toMatchObject([{ level: "warn", slide: 3, deck: DECK }]);
});

it("cuts notes that no state could carry", async () => {
  put({ title: "x", notes: "n".repeat(300_000) });
  expect(JSON.stringify(await handler(news("slide-003"), context)).length).toBeLessThan(200_000);
});
