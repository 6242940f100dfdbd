import { jest } from "@jest/globals";
import sharp from "sharp";
import type { PostItem } from "../../../liveblogger/data/post-item.ts";
import { PhotoGone } from "../../../liveblogger/errors.ts";
import { handler } from "../../../liveblogger/handlers/createDocument.ts";
import { handler as isThisANewSlide } from "../../../liveblogger/handlers/isThisANewSlide.ts";
import type { LiveBloggerState } from "../../../liveblogger/rules/live-blogger-state.ts";
import { markdownOf } from "../../../liveblogger/rules/post.ts";
import type { TrafficCop } from "../../../liveblogger/rules/traffic-cop.ts";
import { ItemContention, MalformedInput } from "../../../src/errors.ts";
import { catchOutput, context, withEnvironment } from "../../src/support/lambda.ts";
import { fakeCloud } from "../support/fake-cloud.ts";
import { ENVIRONMENT, photographed, START, smallPhotograph, TALK, talkWith } from "../support/talk.ts";

const cloud = fakeCloud();
const output = catchOutput();
withEnvironment(ENVIRONMENT);
const photograph = await smallPhotograph(1000, 660);

beforeEach(() => cloud.put("talks", talkWith()));

/** A photograph as it comes to CreateDocument. */
async function judged(state: LiveBloggerState, changes: Partial<LiveBloggerState> = {}): Promise<LiveBloggerState> {
  cloud.store(`photos/${state.image}`, photograph);
  const slide = state.prediction ?? undefined;
  const news = await isThisANewSlide(state, context);
  return { ...news, ...(slide && { slide, title: `Title ${slide}`, text: `Notes to *${slide}*` }), ...changes };
}
const write = async (state: LiveBloggerState, changes: Partial<LiveBloggerState> = {}) =>
  handler(await judged(state, changes), context);
const post = (entry: string) => cloud.item("posts", TALK, entry) as unknown as PostItem;
const file = (name: string) => cloud.objects.get(`posts/${TALK}/${name}`);
const markdown = (entry: string) => file(`${entry}/index.md`)?.bytes.toString();
const cop = () => cloud.item("current", TALK) as { content: TrafficCop; version: number };

describe("a new entry", () => {
  it("has its item, its file and its pictures", async () => {
    const state = photographed(0, 3, 0.9987);
    await expect(write(state)).resolves.toMatchObject({ entry: "slide-003", message: "Readers see slide-003" });
    const photo = state.execution.slice(-12);
    const key = (size: string) => `${TALK}/slide-003/${photo}-${size}.jpg`;
    expect(post("slide-003")).toEqual({
      talk: TALK,
      entry: "slide-003",
      revision: 1,
      time: "2026-11-28T13:03:05.000Z",
      returned: [],
      title: "Title 3",
      slide: 3,
      assurance: 0.9987,
      pictures: {
        large: { key: key("large"), width: 320, height: 180 },
        small: { key: key("small"), width: 320, height: 180 },
      },
      notes: { markdown: "Notes to *3*", html: "<p>Notes to <em>3</em></p>" },
    });
    expect(markdown("slide-003")).toBe(markdownOf(post("slide-003"), "Europe/Berlin"));
    expect(file("slide-003/index.md")).toMatchObject({ contentType: "text/markdown; charset=utf-8", cacheControl: "no-cache" });
    for (const size of ["large", "small"])
      expect(file(`slide-003/${photo}-${size}.jpg`)).toMatchObject({
        contentType: "image/jpeg",
        cacheControl: "public, max-age=31536000, immutable",
      });
  });

  it("is measured from the photograph to the writing of its item, once", async () => {
    const second = Math.round((Date.now() - START) / 1000) - 2;
    const state = await judged(photographed(second, 3));
    for (let run = 0; run < 2; run++) await handler(state, context);
    const [{ photo_to_feed: seconds } = {}, ...more] = output.metrics("photo_to_feed");
    expect(Number(seconds)).toBeGreaterThan(1);
    expect(Number(seconds)).toBeLessThan(10);
    expect(more).toEqual([]);
  });

  it("has larger and smaller pictures of a slide that is large in the photograph, without the file's metadata", async () => {
    const telephones = await sharp({ create: { width: 1900, height: 1200, channels: 3, background: "beige" } })
      .withExif({ IFD0: { Copyright: "where I live" } })
      .jpeg()
      .toBuffer();
    const corners = [
      [100, 50],
      [1850, 60],
      [1840, 1100],
      [90, 1090],
    ].map(([x, y]) => ({ x, y })) as unknown as NonNullable<LiveBloggerState["corners"]>;
    const state = await judged({ ...photographed(0, 3), corners, aspect: 4 / 3 });
    cloud.store(`photos/${state.image}`, telephones);
    await handler(state, context);
    const { large, small } = post("slide-003").pictures;
    expect([large.width, large.height, small.width, small.height]).toEqual([1280, 960, 640, 480]);
    for (const { key, width, height } of [large, small]) {
      const bytes = cloud.objects.get(`posts/${key}`)?.bytes;
      expect(await sharp(bytes).metadata()).toMatchObject({ format: "jpeg", width, height });
      expect(bytes?.includes("where I live")).toBe(false);
    }
  });

  it("shows the whole photograph where the recogniser does not say where the slide is, and in a live update", async () => {
    const { corners: _, ...state } = photographed(0, 3);
    await write(state);
    expect(post("slide-003").pictures.large).toMatchObject({ width: 1000, height: 660 });
    cloud.put("talks", talkWith({ unknownPhotos: "post" }));
    const unknown = await judged(photographed(400, null, 0.9, { still: true }), { title: "Live update", text: "" });
    await handler(unknown, context);
    const update = post(unknown.entry ?? "");
    expect(update).toMatchObject({ title: "Live update", pictures: { small: { width: 640 } } });
    expect(update).not.toHaveProperty("slide");
  });

  it("is written the same when the task is run again", async () => {
    const state = await judged(photographed(0, 3));
    await handler(state, context);
    const before = structuredClone([...cloud.objects, ...cloud.items("posts")]);
    await handler(state, context);
    expect([...cloud.objects, ...cloud.items("posts")]).toEqual(before);
  });

  it.each(["PutObject posts", "PutItem posts", "GetItem posts", "GetItem current", "GetObject photos"])(
    "is whole in the end, wherever the task is killed: at the n-th %s",
    async (call) => {
      const state = await judged(photographed(0, 3));
      for (const fate of ["lost on its way", "done but its answer is lost"] as const) {
        for (let nth = 1; nth <= 4; nth++) {
          cloud.remove("posts", TALK, "slide-003");
          for (const name of cloud.objects.keys()) if (name.startsWith("posts/")) cloud.objects.delete(name);
          let count = 0;
          cloud.fateOf = (made) => (made === call && ++count === nth ? fate : "done");
          await handler(state, context).catch(() => {});
          cloud.fateOf = () => "done";
          await handler(state, context);
          expect(cloud.items("posts")).toHaveLength(1);
          expect(markdown("slide-003")).toBe(markdownOf(post("slide-003"), "Europe/Berlin"));
          expect([...cloud.objects.keys()].filter((name) => name.startsWith("posts/"))).toHaveLength(3);
        }
      }
    },
  );
});

it("an entry whose claimant died is written by who took it over: its picture, and the time of the first", async () => {
  const now = jest.spyOn(Date, "now").mockReturnValue(START);
  try {
    await judged(photographed(0, 3));
    now.mockReturnValue(START + 3 * 60_000);
    const later = photographed(180, 3);
    await write(later);
    expect(post("slide-003").time).toBe(photographed(0, 3).takenAt);
    expect(post("slide-003").pictures.large.key).toContain(later.execution.slice(-12));
  } finally {
    now.mockRestore();
  }
});

describe("an entry that is there", () => {
  it("keeps its picture and notes when it turns out to have been shown earlier, or again", async () => {
    await write(photographed(60, 3));
    const { pictures } = post("slide-003");
    await write(photographed(30, 3), { title: "Another", text: "other notes" });
    expect(post("slide-003")).toMatchObject({ time: photographed(30, 3).takenAt, title: "Title 3", pictures, revision: 2 });
    await write(photographed(90, 4));
    await write(photographed(120, 3));
    expect(post("slide-003")).toMatchObject({ returned: [photographed(120, 3).takenAt], pictures });
    expect(markdown("slide-003")).toContain('returned: ["2026-11-28T14:05:05+01:00"]');
    expect(output.metrics("photo_to_feed")).toHaveLength(2);
  });

  it("is marked by a photograph of another slide that comes late between two of its own", async () => {
    await write(photographed(0, 1));
    await judged(photographed(100, 1));
    await write(photographed(50, 2));
    expect(post("slide-001").returned).toEqual([photographed(100, 1).takenAt]);
    expect(markdown("slide-001")).toContain("returned:");
  });

  it("is changed with the newest of what the traffic cop has, though that changes between reading and writing", async () => {
    const state = await judged(photographed(60, 3));
    let changed = false;
    cloud.fateOf = (call) => {
      if (call === "PutItem posts" && !changed) {
        changed = true;
        const { content, version } = structuredClone(cop());
        const claim = content.entries["slide-003"];
        const entries = { "slide-003": { ...claim, time: START, revision: 2, changedBy: "another that found no item yet" } };
        cloud.put("current", { talk: TALK, version: version + 1, content: { ...content, revision: 2, entries } });
      }
      return "done";
    };
    await handler(state, context);
    expect(post("slide-003")).toMatchObject({ time: photographed(0, 3).takenAt, revision: 2 });
    expect(markdown("slide-003")).toContain("14:03:05+01:00");
  });

  it("has a file that says what the item says, though another changes it while it is written", async () => {
    const state = await judged(photographed(0, 3));
    let changed = false;
    cloud.fateOf = (call) => {
      if (call === "PutObject posts" && !changed && post("slide-003")) {
        changed = true;
        cloud.put("posts", { ...post("slide-003"), revision: 7, returned: [photographed(90, 3).takenAt] });
      }
      return "done";
    };
    await handler(state, context);
    expect(markdown("slide-003")).toBe(markdownOf(post("slide-003"), "Europe/Berlin"));
    expect(markdown("slide-003")).toContain("returned:");
  });

  it("is not turned back by an older revision", async () => {
    const state = await judged(photographed(0, 3));
    cloud.put("posts", { ...photographed(0, 3), talk: TALK, entry: "slide-003", ...OLDER, revision: 5 });
    await handler(state, context);
    expect(post("slide-003")).toMatchObject({ revision: 5, title: "As it was" });
  });
});

const OLDER = {
  title: "As it was",
  time: "2026-11-28T13:00:00.000Z",
  returned: [],
  assurance: 1,
  pictures: { large: { key: "a", width: 1, height: 1 }, small: { key: "b", width: 1, height: 1 } },
  notes: { markdown: "", html: "" },
};

it("of two that write one entry at once, one makes it", async () => {
  const [one, other] = [await judged(photographed(0, 3)), await judged(photographed(1, 3))];
  await Promise.all([handler(one, context), handler({ ...other, entry: "slide-003" }, context)]);
  expect(cloud.items("posts")).toHaveLength(1);
  expect(output.metrics("photo_to_feed")).toHaveLength(1);
});

it("gives up as ItemContention, which Step Functions tries again later, when others are always faster", async () => {
  const state = await judged(photographed(0, 3));
  cloud.fateOf = (call) => {
    if (call === "PutItem posts") cloud.put("posts", { ...OLDER, talk: TALK, entry: "slide-003", revision: -Math.random() });
    return "done";
  };
  await expect(handler(state, context)).rejects.toThrow(ItemContention);
});

it("names a photograph that has expired", async () => {
  const state = await judged(photographed(0, 3));
  cloud.objects.clear();
  await expect(handler(state, context)).rejects.toThrow(PhotoGone);
});

it("refuses a state that IsThisANewSlide has not judged", async () => {
  await expect(handler(photographed(0, 3), context)).rejects.toThrow(MalformedInput);
});
