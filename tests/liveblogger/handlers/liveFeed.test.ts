import type { PostItem } from "../../../liveblogger/data/post-item.ts";
import { handler } from "../../../liveblogger/handlers/liveFeed.ts";
import { catchOutput, withEnvironment } from "../../src/support/lambda.ts";
import { fakeCloud } from "../support/fake-cloud.ts";
import { ENVIRONMENT, TALK, talkWith } from "../support/talk.ts";

const cloud = fakeCloud();
catchOutput();
withEnvironment(ENVIRONMENT);

const postWith = (slide: number, time: string, changes: Partial<PostItem> = {}): PostItem => ({
  talk: TALK,
  entry: `slide-00${slide}`,
  revision: 1,
  time,
  returned: [],
  title: `Title ${slide}`,
  slide,
  assurance: 0.97,
  pictures: {
    large: { key: `${TALK}/slide-00${slide}/a-large.jpg`, width: 1280, height: 720 },
    small: { key: `${TALK}/slide-00${slide}/a-small.jpg`, width: 640, height: 360 },
  },
  notes: { markdown: "Say *why*.", html: "<p>Say <em>why</em>.</p>" },
  ...changes,
});

const get = async (talk: string = TALK, headers: Record<string, string> = {}) => {
  const { statusCode, headers: answered, body } = await handler({ pathParameters: { talk }, headers });
  return { statusCode, headers: answered, body, feed: body ? JSON.parse(body) : undefined };
};

describe("the feed of a talk", () => {
  beforeEach(() => {
    cloud.put("talks", talkWith());
    cloud.put("posts", postWith(1, "2026-11-28T13:03:05.000Z"));
  });

  it("is a JSON Feed of what readers may see, under the site's own addresses", async () => {
    const { statusCode, headers, feed } = await get();
    expect(statusCode).toBe(200);
    expect(headers).toMatchObject({
      "content-type": "application/feed+json; charset=utf-8",
      "cache-control": "public, max-age=1",
    });
    expect(feed).toEqual({
      version: "https://jsonfeed.org/version/1.1",
      title: "What a talk",
      home_page_url: `https://site.example/live/${TALK}/`,
      feed_url: `https://site.example/live/${TALK}/feed.json`,
      authors: [{ name: "Ada Lovelace" }],
      items: [
        {
          id: `${TALK}/slide-001`,
          url: `https://site.example/live/${TALK}/#slide-001`,
          title: "Title 1",
          content_html: "<p>Say <em>why</em>.</p>",
          image: `https://site.example/media/${TALK}/slide-001/a-large.jpg`,
          date_published: "2026-11-28T13:03:05.000Z",
          _lectern: {
            entry: "slide-001",
            slide: 1,
            assurance: 0.97,
            returned: [],
            pictures: {
              large: { src: `/media/${TALK}/slide-001/a-large.jpg`, width: 1280, height: 720 },
              small: { src: `/media/${TALK}/slide-001/a-small.jpg`, width: 640, height: 360 },
            },
          },
        },
      ],
      _lectern: { talk: TALK, status: "open" },
    });
  });

  it("has the newest entry first, of all pages that the table gives, and of no other talk", async () => {
    for (const slide of [4, 2, 5, 3]) cloud.put("posts", postWith(slide, `2026-11-28T13:0${slide + 2}:05.000Z`));
    cloud.put("posts", { ...postWith(9, "2026-11-28T13:09:05.000Z"), talk: "another" });
    const { feed } = await get();
    expect(feed.items.map(({ id }: { id: string }) => id.split("/")[1])).toEqual(
      [5, 4, 3, 2, 1].map((slide) => `slide-00${slide}`),
    );
  });

  it("says when an entry's slide was back, and that the talk has ended", async () => {
    const returned = ["2026-11-28T13:10:05.000Z", "2026-11-28T13:20:05.000Z"];
    cloud.put("posts", postWith(1, "2026-11-28T13:03:05.000Z", { returned }));
    cloud.put("talks", talkWith({ status: "ended" }));
    const { feed } = await get();
    expect(feed.items[0]).toMatchObject({ date_modified: returned[1], _lectern: { returned } });
    expect(feed._lectern.status).toBe("ended");
  });

  it("has no slide where a live update shows none", async () => {
    const { slide: _, ...update } = postWith(1, "2026-11-28T13:03:05.000Z", { entry: "update-1-a" });
    cloud.put("posts", update);
    const { feed } = await get();
    const item = feed.items.find(({ id }: { id: string }) => id.endsWith("update-1-a"));
    expect(item._lectern).not.toHaveProperty("slide");
  });

  it("holds nothing that is the owner's alone", async () => {
    const { body } = await get();
    expect(body).not.toContain(talkWith().tokenHash);
    expect(body).not.toContain("index");
  });

  it.each([
    ["its tag", (etag: string) => etag],
    ["its tag, weakened on the way", (etag: string) => `W/${etag}`],
    ["its tag among others", (etag: string) => `"other", ${etag}`],
    ["any", () => "*"],
  ])("is not sent again to who has %s", async (_what, tag) => {
    const { headers } = await get();
    const etag = headers.etag ?? "";
    expect(etag).toMatch(/^"[\w-]{20,}"$/);
    expect(await get(TALK, { "if-none-match": tag(etag) })).toMatchObject({
      statusCode: 304,
      body: "",
      headers: { etag, "cache-control": "public, max-age=1" },
    });
  });

  it("is sent to who has another", async () => {
    const { headers } = await get();
    cloud.put("posts", postWith(2, "2026-11-28T13:04:05.000Z"));
    const now = await get(TALK, { "if-none-match": headers.etag ?? "" });
    expect(now.statusCode).toBe(200);
    expect(now.headers.etag).not.toBe(headers.etag);
    expect((await get(TALK, { "if-none-match": `"${headers.etag}` })).statusCode).toBe(200);
  });
});

it("is empty of a talk that there is not", async () => {
  const { statusCode, feed } = await get("no-such-talk");
  expect(statusCode).toBe(200);
  expect(feed).toMatchObject({ title: "no-such-talk", items: [], _lectern: { talk: "no-such-talk" } });
  expect(feed._lectern).not.toHaveProperty("status");
});

it.each(["../posts", "What A Talk", "<script>", "", "a".repeat(41)])("is empty of %j, and asks nobody", async (name) => {
  const { statusCode, feed } = await get(name);
  expect(statusCode).toBe(200);
  expect(feed.items).toEqual([]);
  expect(cloud.calls).toEqual([]);
});
