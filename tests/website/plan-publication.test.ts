import { planPublication } from "../../website/scripts/publish/plan-publication.ts";

const map = (etags: Record<string, string>) => new Map(Object.entries(etags));
const app = "app-56d92d8731033ce76597.js";
const oldApp = "app-b6697abc1e20ec87ad3e.js";

const site = map({
  "index.html": "1",
  "posts/a/index.html": "2",
  [app]: "3",
  "page-data/index/page-data.json": "4",
  "static/d41d8cd98f00b204e9800998ecf8427e/flow.svg": "5",
  "rss.xml": "6",
});

it("uploads what a page needs before the page: assets, then data, then pages", () => {
  const { waves } = planPublication(site, map({}));
  expect(waves).toEqual([
    {
      name: "assets",
      cacheControl: "public, max-age=31536000, immutable",
      paths: [app, "static/d41d8cd98f00b204e9800998ecf8427e/flow.svg"],
    },
    { name: "data", cacheControl: "public, max-age=0, must-revalidate", paths: ["page-data/index/page-data.json", "rss.xml"] },
    { name: "pages", cacheControl: "public, max-age=0, must-revalidate", paths: ["index.html", "posts/a/index.html"] },
  ]);
});

it("uploads only what changed", () => {
  const plan = planPublication(site, new Map([...site, ["index.html", "another"]]));
  expect(plan.waves.flatMap((wave) => wave.paths)).toEqual(["index.html"]);
  expect(plan.unchanged).toBe(site.size - 1);
});

it("removes pages and data that are gone, and no hashed asset", () => {
  const bucket = map({
    "posts/gone/index.html": "1",
    "page-data/posts/gone/page-data.json": "2",
    [oldApp]: "3",
    "index.html": "1",
  });
  expect(planPublication(site, bucket).remove).toEqual(["page-data/posts/gone/page-data.json", "posts/gone/index.html"]);
});
