/** `lectern talk publish` and `talk end` against the local cloud, with the SDK's own clients. */
import { createHash } from "node:crypto";
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DeleteObjectCommand, GetObjectCommand, PutObjectCommand } from "@aws-sdk/client-s3";
import { PutCommand } from "@aws-sdk/lib-dynamodb";
import { endTalk } from "../../../cli/talk/end-talk.ts";
import { type PublishOptions, publishTalk } from "../../../cli/talk/publish-talk.ts";
import { pictureKey, postKey, slideEntry } from "../../../liveblogger/data/keys.ts";
import type { PostItem } from "../../../liveblogger/data/post-item.ts";
import { loadIndex } from "../../../liveblogger/recogniser/index.ts";
import { safeNotes } from "../../../liveblogger/rules/notes.ts";
import { markdownOf } from "../../../liveblogger/rules/post.ts";
import { pdf, pptx } from "../../liveblogger/support/files.ts";
import { startTalkCloud, type TalkCloud } from "../support/talk-cloud.ts";

const MINUTE = 60_000;
let cloud: TalkCloud;
let root: string;
let folder: string;
const told: string[] = [];

beforeAll(async () => {
  cloud = await startTalkCloud();
  root = await mkdtemp(join(tmpdir(), "lectern-publish-"));
}, MINUTE);
afterAll(async () => {
  await cloud.stop();
  await rm(root, { recursive: true, force: true });
});

const deckOf = (...titles: string[]): Buffer => pdf(titles.map((title) => [title, `all about ${title}`]));
const write = (path: string, content: string | Uint8Array) => writeFile(join(folder, path), content);

/** A talk's folder of a name of its own, with three slides and notes for the second. */
beforeEach(async () => {
  folder = join(root, `moon-${expect.getState().currentTestName?.length}-${Date.now()}`);
  await mkdir(join(folder, "notes"), { recursive: true });
  await write("talk.yml", "title: The moon\nspeaker: Ada\ndate: 2026-11-28\ntimeZone: Europe/Berlin\n");
  await write("moon.pdf", deckOf("One", "Two", "Three"));
  await write("notes/02.md", "Of *two*.\n");
  told.length = 0;
  cloud.calls();
});

const tell = (line: string): void => void told.push(line);
const options = (more: Partial<PublishOptions> = {}): PublishOptions => ({
  place: { port: cloud.port },
  newToken: false,
  fresh: false,
  tell,
  stopped: new AbortController().signal,
  env: {},
  ...more,
});
const talkOf = (path: string): string => path.split("/").at(-1) ?? "";
const ofTalk = async (table: Parameters<TalkCloud["items"]>[0]) =>
  (await cloud.items(table)).filter(({ talk }) => talk === talkOf(folder));
/** The key of the index that a talk's item names. */
const indexOf = (item: Record<string, unknown> | undefined): string => String((item?.deck as { key?: string } | undefined)?.key);
/** An entry of the folder's talk, as it was posted. */
const posted = (slide: number): PostItem => {
  const talk = talkOf(folder);
  const entry = slideEntry(slide);
  const picture = { key: pictureKey(talk, entry, "0123456789ab", "large"), width: 1280, height: 720 };
  return {
    talk,
    entry,
    revision: 1,
    time: "2026-11-28T13:03:05.000Z",
    returned: [],
    title: `Title ${slide}`,
    slide,
    assurance: 0.99,
    pictures: { large: picture, small: picture },
    notes: safeNotes("Old."),
  };
};
const put = (Item: PostItem) => cloud.documents.send(new PutCommand({ TableName: cloud.names.tables.posts, Item }));
const hash = (text = ""): string => createHash("sha256").update(text).digest("hex");

test(
  "a new talk: index, slides, item, file, in this order, then a build; cameras may upload before that",
  async () => {
    const talk = talkOf(folder);
    const open: unknown[] = [];
    const published = await publishTalk(folder, options(), (it) => open.push(it, cloud.calls()));
    expect(published).toEqual({
      talk,
      title: "The moon",
      slides: 3,
      noted: 1,
      removed: 0,
      timeZone: "Europe/Berlin",
      pageUrl: `${cloud.siteUrl}/live/${talk}/`,
      uploadUrl: `http://127.0.0.1:4590/talks/${talk}/photos`,
      token: expect.stringMatching(/^[\w-]{43}$/),
      camera: { url: expect.stringMatching(/^http:\/\/127\.0\.0\.1:\d+\/camera\/#talk=/), isForPhones: false },
      identical: [],
    });
    expect(open).toEqual([published, []]);

    const [item] = await ofTalk("talks");
    expect(item).toEqual({
      talk,
      title: "The moon",
      speaker: "Ada",
      date: "2026-11-28",
      timeZone: "Europe/Berlin",
      threshold: 0.8,
      unknownPhotos: "ignore",
      recogniser: { with: "own" },
      deck: { key: expect.stringMatching(new RegExp(`^${talk}/[0-9a-f]{12}\\.index$`)), slides: 3 },
      tokenHash: hash(published.token),
      publishedAt: expect.stringMatching(/^\d{4}-\d\d-\d\dT.*Z$/),
      status: "open",
    });
    expect(JSON.stringify(item)).not.toContain(published.token);
    const deck = indexOf(item);
    const slides = (await ofTalk("slides")).sort((one, other) => Number(one.slide) - Number(other.slide));
    expect(slides).toEqual([
      { talk, slide: 1, deck, title: "One", text: "One\r\nall about One", notes: "" },
      { talk, slide: 2, deck, title: "Two", text: "Two\r\nall about Two", notes: "Of *two*." },
      { talk, slide: 3, deck, title: "Three", text: "Three\r\nall about Three", notes: "" },
    ]);
    expect(JSON.parse(await cloud.text("posts", `${talk}/talk.json`))).toEqual({
      title: "The moon",
      speaker: "Ada",
      date: "2026-11-28",
      timeZone: "Europe/Berlin",
      status: "open",
    });
    expect(cloud.calls().map(([name, state]) => [name, state.talk])).toEqual([
      ["buildSite", talk],
      ["isItBuilt", talk],
      ["isItBuilt", talk],
    ]);
    expect(told).toContainEqual(expect.stringMatching(/^✔ Building the talk's page/));
  },
  MINUTE,
);

test(
  "the stored index is the deck's, under the hash of its bytes",
  async () => {
    await publishTalk(folder, options());
    const [item] = await ofTalk("talks");
    const key = indexOf(item);
    const { Body } = await cloud.s3.send(new GetObjectCommand({ Bucket: cloud.names.buckets.decks, Key: key }));
    const bytes = (await Body?.transformToByteArray()) ?? new Uint8Array();
    expect(loadIndex(bytes).slideCount).toBe(3);
    expect(key).toContain(createHash("sha256").update(bytes).digest("hex").slice(0, 12));
  },
  MINUTE,
);

test(
  "again is an update: slides that are gone disappear, notes are the folder's, the token and the entries stay",
  async () => {
    await publishTalk(folder, options());
    const [before] = await ofTalk("talks");
    const entry = posted(3);
    await put(entry);
    await write("moon.pdf", deckOf("One", "Second"));
    await write("notes/01.md", "New.");
    await rm(join(folder, "notes/02.md"));
    await write("talk.yml", "title: The moon again\nspeaker: Ada\ndate: 2026-11-29\n");

    const second = await publishTalk(folder, options());
    expect(second).toMatchObject({ slides: 2, noted: 1, removed: 1 });
    expect(second.token).toBeUndefined();
    const [after] = await ofTalk("talks");
    expect(after).toMatchObject({ title: "The moon again", timeZone: "UTC", tokenHash: before?.tokenHash, deck: { slides: 2 } });
    expect(indexOf(after)).not.toBe(indexOf(before));
    expect((await ofTalk("slides")).map(({ slide, title, notes }) => [slide, title, notes]).sort()).toEqual([
      [1, "One", "New."],
      [2, "Second", ""],
    ]);
    expect(await ofTalk("posts")).toEqual([entry]);

    const third = await publishTalk(folder, options({ newToken: true }));
    const [renewed] = await ofTalk("talks");
    expect(renewed?.tokenHash).toBe(hash(third.token));
    expect(renewed?.tokenHash).not.toBe(before?.tokenHash);
  },
  MINUTE,
);

test(
  "again with the same deck: what was posted has its titles and notes as they are now; with another it keeps them",
  async () => {
    const { talk } = await publishTalk(folder, options());
    await put(posted(2));
    const { slide: _, ...rest } = posted(2);
    await put({ ...rest, entry: "update-1795871045000-0123456789ab", title: "Live update" });
    await write("notes/02.md", "New <b>.\n");
    await publishTalk(folder, options());
    const updated = { ...posted(2), title: "Two", notes: safeNotes("New <b>.") };
    const posts = await ofTalk("posts");
    expect(posts.find(({ entry }) => entry === "slide-002")).toEqual(updated);
    expect(posts.find(({ title }) => title === "Live update")).toMatchObject({ notes: safeNotes("Old.") });
    expect(await cloud.text("posts", postKey(talk, "slide-002"))).toBe(markdownOf(updated, "Europe/Berlin"));

    await write("moon.pdf", deckOf("One", "Another"));
    await write("notes/02.md", "Of another.\n");
    await publishTalk(folder, options());
    expect((await ofTalk("posts")).find(({ entry }) => entry === "slide-002")).toEqual(updated);
  },
  MINUTE,
);

test(
  "fresh takes back what was posted, and nothing of another talk",
  async () => {
    const { talk } = await publishTalk(folder, options());
    const put = (table: keyof TalkCloud["names"]["tables"], Item: Record<string, unknown>) =>
      cloud.documents.send(new PutCommand({ TableName: cloud.names.tables[table], Item }));
    for (const name of [talk, `${talk}-2`]) {
      for (let slide = 1; slide <= 30; slide++) await put("posts", { talk: name, entry: `slide-${slide}` });
      await put("cameras", { talk: name, camera: "a" });
      await put("current", { talk: name, slide: 1 });
      await put("builds", { site: `notices/${name}` });
      const Key = `${name}/slide-001/index.md`;
      await cloud.s3.send(new PutObjectCommand({ Bucket: cloud.names.buckets.posts, Key, Body: "x" }));
    }
    await put("builds", { site: "site" });
    const { token } = await publishTalk(folder, options({ fresh: true }));
    expect(token).toBeUndefined();
    for (const table of ["posts", "cameras", "current"] as const) expect(await ofTalk(table)).toEqual([]);
    expect((await cloud.items("posts")).filter(({ talk: name }) => name === `${talk}-2`)).toHaveLength(30);
    const sites = (await cloud.items("builds")).map(({ site }) => site);
    expect(sites).toEqual(expect.arrayContaining(["site", `notices/${talk}-2`]));
    expect(sites).not.toContain(`notices/${talk}`);
    const pages = (await cloud.keys("posts")).filter((key) => key.startsWith(talk));
    expect(pages).toEqual([`${talk}-2/slide-001/index.md`, `${talk}/talk.json`]);
  },
  MINUTE,
);

test(
  "more slides than one batch holds; a .pptx's notes are text, and a file's win over them",
  async () => {
    const titles = Array.from({ length: 60 }, (_, i) => `Page ${i + 1} of the sea`);
    await write("moon.pdf", deckOf(...titles));
    await write("moon.pptx", pptx(titles.map((_, i) => ({ notes: `# ${i + 1}. [no](x)\nand *more*` }))));
    await publishTalk(folder, options());
    const slides = await ofTalk("slides");
    expect(slides).toHaveLength(60);
    expect(slides.find(({ slide }) => slide === 2)?.notes).toBe("Of *two*.");
    expect(slides.find(({ slide }) => slide === 60)?.notes).toBe("\\# 60\\. \\[no\\]\\(x\\)\n\nand \\*more\\*");
  },
  MINUTE,
);

test(
  "a talk whose recogniser needs a token is published with it, and refused without, before anything is written",
  async () => {
    await write("talk.yml", "title: A\nspeaker: B\ndate: 2026-11-28\nrecogniser:\n  with: ximilar\n  task: t1\n");
    await expect(publishTalk(folder, options())).rejects.toThrow("as XIMILAR_TOKEN");
    expect(await ofTalk("talks")).toEqual([]);
    await publishTalk(folder, options({ env: { XIMILAR_TOKEN: "secret" } }));
    expect(await ofTalk("talks")).toEqual([
      expect.objectContaining({ recogniser: { with: "ximilar", task: "t1", token: "secret" } }),
    ]);
  },
  MINUTE,
);

test("what is wrong with the folder is told all at once, and nothing is written", async () => {
  await write("talk.yml", "titel: A\nspeaker: B\ndate: 2026-11-31\n");
  await write("notes/09.md", "");
  await expect(publishTalk(folder, options())).rejects.toMatchObject({
    name: "UserError",
    message: [
      "4 things are to be mended before the talk can be published:",
      "",
      `${folder}/talk.yml:1: title is missing: add title: How we moved the moon`,
      `${folder}/talk.yml:1: titel is no field of a talk: did you mean title?`,
      `${folder}/talk.yml:3: date has to be a day of the calendar, as in date: 2026-11-28; it is "2026-11-31"`,
      `${folder}/notes/09.md: there is no slide 9: the deck has 3`,
    ].join("\n"),
  });
  expect(await ofTalk("talks")).toEqual([]);
});

test(
  "a build that fails is told; the talk takes photographs all the same",
  async () => {
    cloud.set("failing", true);
    try {
      const open: unknown[] = [];
      await expect(publishTalk(folder, options(), (it) => open.push(it))).rejects.toThrow(
        "The build of the live posts FAILED in BUILD: exit status 1",
      );
      expect(open).toHaveLength(1);
      expect(await ofTalk("talks")).toHaveLength(1);
    } finally {
      cloud.set("failing", false);
    }
  },
  MINUTE,
);

test(
  "a hiccup while the build is asked about is no failure",
  async () => {
    cloud.set("hiccup", true);
    try {
      setTimeout(() => cloud.set("hiccup", false), 1_500);
      await publishTalk(folder, options());
    } finally {
      cloud.set("hiccup", false);
    }
  },
  MINUTE,
);

test(
  "Ctrl-C ends it between two steps, with nothing that is half there",
  async () => {
    const stopping = new AbortController();
    const stopAt = (line: string): void => {
      if (line.startsWith("✔ Uploading")) stopping.abort();
    };
    await expect(publishTalk(folder, options({ tell: stopAt, stopped: stopping.signal }))).rejects.toMatchObject({
      name: "Stopped",
    });
    expect(await ofTalk("talks")).toEqual([]);
    expect(await ofTalk("slides")).toEqual([]);
  },
  MINUTE,
);

test(
  "an ended talk takes no photographs, its file says so, it is built once more and its count is told of; published, it is open",
  async () => {
    const { talk, pageUrl } = await publishTalk(folder, options());
    for (const slide of [1, 2]) await put(posted(slide));
    cloud.calls();
    expect(await endTalk(talk, options())).toEqual({ title: "The moon", entries: 2, pageUrl });
    const endedAt = expect.stringMatching(/^\d{4}-.*Z$/);
    expect(await ofTalk("talks")).toEqual([expect.objectContaining({ status: "ended", title: "The moon", endedAt })]);
    const [first] = await ofTalk("talks");
    expect(Date.now() - Date.parse(String(first?.endedAt))).toBeLessThan(MINUTE);
    expect(JSON.parse(await cloud.text("posts", `${talk}/talk.json`))).toMatchObject({ status: "ended" });
    const calls = cloud.calls();
    expect(calls.map(([name]) => name)).toEqual(["buildSite", "isItBuilt", "isItBuilt", "notify"]);
    expect(calls.at(-1)?.[1]).toEqual({ talk, ended: true, entries: 2, endedAt: first?.endedAt });
    await endTalk(talk, options());
    expect(await ofTalk("talks")).toEqual([first]);
    await publishTalk(folder, options());
    expect(await ofTalk("talks")).toEqual([expect.objectContaining({ status: "open" })]);
    expect((await ofTalk("talks"))[0]).not.toHaveProperty("endedAt");
  },
  MINUTE,
);

test(
  "the end, and publishing again, write the files of entries whose task died before it wrote them",
  async () => {
    const { talk } = await publishTalk(folder, options());
    await put(posted(1));
    await put(posted(2));
    const stale = { Bucket: cloud.names.buckets.posts, Key: postKey(talk, "slide-002"), Body: "stale" };
    const files = () => Promise.all([1, 2].map((slide) => cloud.text("posts", postKey(talk, slideEntry(slide)))));
    for (const command of [() => endTalk(talk, options()), () => publishTalk(folder, options())]) {
      await cloud.s3.send(new PutObjectCommand(stale));
      await cloud.s3.send(new DeleteObjectCommand({ Bucket: stale.Bucket, Key: postKey(talk, "slide-001") }));
      await command();
      const posts = (await ofTalk("posts")) as unknown as PostItem[];
      const wanted = posts.sort((one, other) => Number(one.slide) - Number(other.slide));
      expect(await files()).toEqual(wanted.map((post) => markdownOf(post, "Europe/Berlin")));
    }
  },
  MINUTE,
);

test(
  "the end is told of even if the last build fails, and then the failure",
  async () => {
    const { talk } = await publishTalk(folder, options());
    cloud.set("failing", true);
    try {
      cloud.calls();
      await expect(endTalk(talk, options())).rejects.toThrow("FAILED in BUILD");
      expect(cloud.calls().map(([name]) => name)).toContain("notify");
    } finally {
      cloud.set("failing", false);
    }
  },
  MINUTE,
);

test(
  "the end of a talk that there is not names the one that was meant",
  async () => {
    const { talk } = await publishTalk(folder, options());
    await expect(endTalk(`${talk.slice(0, -1)}x`, options())).rejects.toThrow(
      /^There is no talk .* here\. (Did you mean|Published are)/,
    );
  },
  MINUTE,
);

test("nothing that listens, and a stage that there is not", async () => {
  await expect(publishTalk(folder, options({ place: { port: 1 } }))).rejects.toThrow(
    "Nothing answers at http://127.0.0.1:1. Start Lectern with npm start, or name a deployment: --target aws.",
  );
  const env = { AWS_ENDPOINT_URL: `http://127.0.0.1:${cloud.port}`, AWS_ACCESS_KEY_ID: "local", AWS_SECRET_ACCESS_KEY: "local" };
  const before = { ...process.env };
  Object.assign(process.env, env);
  try {
    const place = { port: 1, stage: "prod", region: "us-east-1" };
    await expect(publishTalk(folder, options({ place }))).rejects.toThrow(/^There is no stage prod in this account and region/);
  } finally {
    process.env = before;
  }
});
