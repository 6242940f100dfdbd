import { headersFor } from "../../website/scripts/releases/file-headers.ts";
import { planActivation, type Situation } from "../../website/scripts/releases/plan-activation.ts";

const app = "app-56d92d8731033ce76597.js";
const oldApp = "app-b6697abc1e20ec87ad3e.js";
const day = 24 * 60 * 60 * 1000;
const now = Date.parse("2026-11-23T17:00:00Z");

const site = {
  "index.html": "1",
  "posts/a/index.html": "2",
  [app]: "3",
  "page-data/index/page-data.json": "4",
  "static/d41d8cd98f00b204e9800998ecf8427e/flow.svg": "5",
  "rss.xml": "6",
};
const filesOf = (md5s: Record<string, string>) =>
  Object.fromEntries(Object.entries(md5s).map(([path, md5]) => [path, { md5, sha256: `sha-${md5}`, bytes: 1 }]));
const servedAs = (md5s: Record<string, string>) => new Map(Object.entries(md5s).map(([key, md5]) => [key, `"${md5}"`]));
const headers = new Map(Object.keys(site).map((path) => [path, headersFor(path)]));
const plan = (change: Partial<Situation>) =>
  planActivation({ files: filesOf(site), served: servedAs({}), headers, left: {}, now, grace: 7 * day, ...change });

it("writes what a page needs before the page: assets, then data, then pages", () => {
  expect(plan({}).waves).toEqual([
    { name: "assets", paths: [app, "static/d41d8cd98f00b204e9800998ecf8427e/flow.svg"] },
    { name: "data", paths: ["page-data/index/page-data.json", "rss.xml"] },
    { name: "pages", paths: ["index.html", "posts/a/index.html"] },
  ]);
});

it("writes only what differs", () => {
  const { waves, unchanged } = plan({ served: servedAs({ ...site, "index.html": "another" }) });
  expect(waves.flatMap(({ paths }) => paths)).toEqual(["index.html"]);
  expect(unchanged).toBe(Object.keys(site).length - 1);
});

it.each(["ContentType", "CacheControl"])("writes a file again whose %s is to be another, and only that", (name) => {
  for (const path of ["index.html", app]) {
    const old = new Map(headers).set(path, { ...headersFor(path), [name]: "as it was" });
    const { waves, unchanged, differing } = plan({ served: servedAs(site), headers: old });
    expect(waves.flatMap(({ paths }) => paths)).toEqual([path]);
    expect([unchanged, differing]).toEqual([Object.keys(site).length - 1, []]);
  }
});

it("never writes other bytes under a name that caches keep for a year, so nothing needs invalidation", () => {
  const { waves, differing } = plan({ served: servedAs({ ...site, [app]: "another" }) });
  expect(waves.flatMap(({ paths }) => paths)).toEqual([]);
  expect(differing).toEqual([app]);
});

it("removes pages and data that are gone, and nothing of the releases", () => {
  const served = servedAs({ "posts/gone/index.html": "1", "page-data/posts/gone/page-data.json": "2", [oldApp]: "3" });
  served.set(".releases/current.json", '"4"').set(".releases/content/abc", '"5"').set("index.html", '"1"');
  const { gone, expired, left } = plan({ served });
  expect(gone).toEqual(["page-data/posts/gone/page-data.json", "posts/gone/index.html"]);
  expect(expired).toEqual([]);
  expect(left).toEqual({ [oldApp]: "2026-11-23T17:00:00.000Z" });
});

describe("an asset that left the site", () => {
  const served = servedAs({ ...site, [oldApp]: "9" });
  const leftAgo = (ms: number) => ({ [oldApp]: new Date(now - ms).toISOString() });

  it("keeps the time at which it left", () => {
    expect(plan({ served, left: leftAgo(day) })).toMatchObject({ left: leftAgo(day), expired: [] });
  });

  it("expires when its grace is over, to the millisecond", () => {
    expect(plan({ served, left: leftAgo(7 * day - 1) }).expired).toEqual([]);
    expect(plan({ served, left: leftAgo(7 * day) })).toMatchObject({ left: {}, expired: [oldApp] });
  });

  it("begins a new grace when it came back in between", () => {
    const back = plan({ files: filesOf({ ...site, [oldApp]: "9" }), served, left: leftAgo(30 * day) });
    expect(back).toMatchObject({ left: {}, expired: [] });
    expect(plan({ served, left: back.left }).expired).toEqual([]);
  });

  it("stays for ever where nothing is forgotten", () => {
    expect(plan({ served, left: leftAgo(99 * day), grace: Number.POSITIVE_INFINITY }).expired).toEqual([]);
  });
});
