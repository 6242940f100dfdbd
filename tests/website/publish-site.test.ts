import { rm } from "node:fs/promises";
import { publishSite } from "../../website/scripts/publish/publish-site.ts";
import { readRelease } from "../../website/scripts/releases/manifests.ts";
import { rollBack } from "../../website/scripts/releases/roll-back.ts";
import { put, readText } from "../../website/scripts/support/bucket.ts";
import { startReleaseBucket, type Wire, writesIn } from "./support/release-bucket.ts";
import { buildNumber, missingParts, removeSites, scriptOf, siteOf, writeSite } from "./support/small-site.ts";

const day = 24 * 60 * 60 * 1000;
const settings = { keep: 3, grace: 7 * day };
const said: string[] = [];
const say = (line: string) => void said.push(line);

let s3: Awaited<ReturnType<typeof startReleaseBucket>>;
let wire: Wire;
beforeAll(async () => {
  s3 = await startReleaseBucket();
});
afterAll(() => s3.stop());
beforeEach(async () => {
  said.length = 0;
  wire = await s3.openWire();
});
afterEach(async () => {
  await s3.closeWires();
  await s3.empty();
  await removeSites();
});

async function publish(build: number, files = siteOf(`${build}`), kept = settings) {
  return publishSite(wire.bucket, await writeSite(files), buildNumber(build), kept, say);
}

it("publishes every file with its type and its cache time", async () => {
  await publish(1);
  expect(Object.fromEntries(await s3.site())).toEqual(siteOf("1"));
  expect(await s3.head("index.html")).toMatchObject({
    ContentType: "text/html; charset=utf-8",
    CacheControl: "public, max-age=0, must-revalidate",
  });
  expect(await s3.head(scriptOf("1"))).toMatchObject({
    ContentType: "text/javascript; charset=utf-8",
    CacheControl: "public, max-age=31536000, immutable",
  });
});

it("writes contents, then assets, then data, then pages, then removes, and the manifest last", async () => {
  await s3.write("gone/index.html", "gone");
  await publish(1);
  const steps = writesIn(wire.log).map((line) =>
    line
      .replace(/^PUT \.releases\/content\/.*/, "content")
      .replace(/^COPY (app-.*|static\/.*)/, "asset")
      .replace(/^COPY .*\.html$/, "page")
      .replace(/^COPY .*/, "data"),
  );
  const order = steps.filter((step, index) => step !== steps[index - 1]);
  expect(order).toEqual(["content", "asset", "data", "page", "DELETE gone/index.html", "PUT .releases/manifests/v1.json"]);
});

it.each(["COPY app-", "COPY page-data/"])("sends nothing that follows while one %s is under way", async (slow) => {
  let sentMeanwhile: string[] = [];
  const held = await s3.openWire({
    holdsBack: async (line) => {
      if (!line.startsWith(slow)) return;
      await new Promise((resolve) => setTimeout(resolve, 150));
      sentMeanwhile = writesIn(held.log);
    },
  });
  await publishSite(held.bucket, await writeSite(siteOf("1")), buildNumber(1), settings, say);
  const follows = slow === "COPY app-" ? /^COPY (?!app-|static\/)|manifest/ : /^COPY .*html$|manifest/;
  expect(sentMeanwhile.filter((line) => follows.test(line))).toEqual([]);
  expect(sentMeanwhile.length).toBeGreaterThan(0);
});

it("uploads the same bytes once, whatever their names and however often they come back", async () => {
  await publish(1);
  await publish(2);
  await publish(3, siteOf("1"));
  const uploads = wire.log.filter((line) => line.startsWith("PUT .releases/content/"));
  expect(new Set(uploads).size).toBe(uploads.length);
  const contents = new Set([...Object.values(siteOf("1")), ...Object.values(siteOf("2"))]);
  expect(uploads).toHaveLength(contents.size);
});

it("touches only what changed", async () => {
  await publish(1);
  wire.log.length = 0;
  await publish(2, { ...siteOf("1"), "posts/new/index.html": "new" });
  expect(writesIn(wire.log).filter((line) => !line.startsWith("PUT .releases/"))).toEqual(["COPY posts/new/index.html"]);
});

it("asks S3 for little when little changed: neither for old manifests nor for each file", async () => {
  await publish(1);
  wire.log.length = 0;
  const release = await publish(2, { ...siteOf("1"), "posts/new/index.html": "new" });
  const sha256 = release.files["posts/new/index.html"]?.sha256;
  expect(wire.log.filter((line) => !line.endsWith("current.json")).sort()).toEqual([
    "COPY posts/new/index.html",
    "GET .releases/manifests/v1.json",
    "LIST ",
    `PUT .releases/content/${sha256}`,
    "PUT .releases/manifests/v2.json",
  ]);
});

describe("a file whose bytes are the same, but whose type or cache time is to be another", () => {
  const old = { ContentType: "text/plain", CacheControl: "no-store" };
  const now = { ContentType: "text/html; charset=utf-8", CacheControl: "public, max-age=0, must-revalidate" };
  const path = "posts/a/index.html";
  const rewrite = async () => put(s3.bucket, path, Buffer.from(siteOf("1")[path] ?? ""), old);

  async function expectMended() {
    wire.log.length = 0;
    await publish(2, siteOf("1"));
    expect(await s3.head(path)).toMatchObject(now);
    expect(writesIn(wire.log)).toEqual([`COPY ${path}`, "PUT .releases/manifests/v2.json"]);
  }

  it("is written again when the manifest says that it was written with others", async () => {
    const { headers = [], ...release } = await publish(1);
    await rewrite();
    const asItWas = headers.map((pair) => (pair.ContentType === now.ContentType ? old : pair));
    const others = Object.keys(siteOf("1")).filter((each) => each.endsWith(".html"));
    await s3.write(".releases/manifests/v1.json", JSON.stringify({ ...release, headers: asItWas }));
    wire.log.length = 0;
    await publish(2, siteOf("1"));
    expect(await s3.head(path)).toMatchObject(now);
    expect(writesIn(wire.log).sort()).toEqual(
      [...others.map((each) => `COPY ${each}`), "PUT .releases/manifests/v2.json"].sort(),
    );
  });

  it("is written again when the manifest is of before that was recorded", async () => {
    const { headers: _, ...release } = await publish(1);
    await rewrite();
    await s3.write(".releases/manifests/v1.json", JSON.stringify(release));
    await expectMended();
  });

  it("is written again when another publisher was interrupted, and may have written it", async () => {
    await publish(1);
    await rewrite();
    const current = JSON.parse((await readText(s3.bucket, ".releases/current.json"))?.text ?? "");
    await s3.write(".releases/current.json", JSON.stringify({ ...current, state: "interrupted" }));
    await expectMended();
  });

  it("is written again by a rollback", async () => {
    const { headers = [], ...release } = await publish(1);
    await publish(2, { ...siteOf("1"), "posts/new/index.html": "new" });
    await rewrite();
    const asItWas = headers.map((pair) => (pair.ContentType === now.ContentType ? old : pair));
    for (const id of ["v1", "v2"]) {
      const files = (await readRelease(s3.bucket, id))?.files;
      await s3.write(`.releases/manifests/${id}.json`, JSON.stringify({ ...release, id, files, headers: asItWas }));
    }
    await rollBack(s3.bucket, "v1", say);
    expect(await s3.head(path)).toMatchObject(now);
  });
});

it("keeps an asset for pages that are still open, and removes it when its grace is over", async () => {
  await publish(1);
  await publish(2);
  expect(missingParts(new Map([...(await s3.site()), ...Object.entries(siteOf("1"))]))).toEqual([]);
  const { left } = await publish(3);
  expect(Object.keys(left).sort()).toEqual([scriptOf("1"), scriptOf("2")].sort());
  expect(left[scriptOf("1")]).toBe((await readRelease(s3.bucket, "v2"))?.left[scriptOf("1")]);

  const last = await publish(4, siteOf("4"), { ...settings, grace: 0 });
  expect(last.left).toEqual({});
  expect([...(await s3.site()).keys()].filter((key) => key.startsWith("app-"))).toEqual([scriptOf("4")]);
});

it("records each release, keeps the newest, and forgets the others with what only they had", async () => {
  for (const build of [1, 2, 3, 4]) await publish(build);
  expect(await s3.keys(".releases/manifests/")).toEqual(["v2", "v3", "v4"].map((id) => `.releases/manifests/${id}.json`));
  const release = await readRelease(s3.bucket, "v4");
  expect(release).toMatchObject({ id: "v4", commit: buildNumber(4).commit, order: buildNumber(4).order, posts: ["a", "b"] });
  expect(Object.keys(release?.files ?? {}).sort()).toEqual(Object.keys(siteOf("4")).sort());
  const kept = new Set(["2", "3", "4"].flatMap((version) => Object.values(siteOf(version))));
  expect(await s3.keys(".releases/content/")).toHaveLength(kept.size);
});

it("refuses to publish an older build over a newer one, says which, and changes nothing", async () => {
  await publish(2);
  const before = await s3.keys();
  wire.log.length = 0;
  await expect(publish(1)).rejects.toThrow(/nothing is published: release v1 .*commit c20.* build 2, .* after this build 1/);
  expect(writesIn(wire.log)).toEqual([]);
  expect(await s3.keys()).toEqual(before);
  expect((await publish(3)).id).toBe("v2");
});

it("touches nothing when the site is not whole, or has a name that releases need", async () => {
  const { "404.html": _, ...half } = siteOf("1");
  await expect(publish(1, half)).rejects.toThrow(/no 404\.html/);
  await expect(publish(1, { ...siteOf("1"), ".releases/x": "" })).rejects.toThrow(/\.releases\/x can't be published/);
  expect(wire.log).toEqual([]);
});

it("leaves the site and its record as they were when it fails before it changed anything", async () => {
  await publish(1);
  const folder = await writeSite(siteOf("2"));
  const failing = await s3.openWire({
    holdsBack: async (line) => {
      if (line === "LIST ") await rm(folder, { recursive: true });
    },
  });
  await expect(publishSite(failing.bucket, folder, buildNumber(2), settings, say)).rejects.toThrow(/ENOENT/);
  expect(Object.fromEntries(await s3.site())).toEqual(siteOf("1"));
  expect((await publish(1)).id).toBe("v2");
});

it("does not fail because of an old manifest that was damaged", async () => {
  await publish(1);
  await s3.write(".releases/manifests/v1.json", "{");
  await publish(2);
  expect(missingParts(await s3.site())).toEqual([]);
  expect(said.join("\n")).toContain("not tidied up, which the next release will do: .releases/manifests/v1.json");
});
