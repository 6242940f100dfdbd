import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { publishSite } from "../../website/scripts/publish/publish-site.ts";
import { startTinyS3 } from "./support/tiny-s3.ts";

const app = "app-56d92d8731033ce76597.js";
const files = {
  "index.html": "home",
  "404.html": "none",
  [app]: "app",
  "page-data/index/page-data.json": "{}",
  "a b.txt": "text",
};

let s3: Awaited<ReturnType<typeof startTinyS3>>;
let folder: string;
beforeEach(async () => {
  s3 = await startTinyS3();
  folder = await mkdtemp(join(tmpdir(), "public-"));
  for (const [path, text] of Object.entries(files)) await write(path, text);
});
afterEach(async () => {
  await s3.stop();
  await rm(folder, { recursive: true });
});

async function write(path: string, text: string) {
  await mkdir(dirname(join(folder, path)), { recursive: true });
  await writeFile(join(folder, path), text);
}
const publish = () => publishSite(s3.client, "site", folder, () => {});

it("publishes every file with its type and its cache time", async () => {
  await publish();
  expect([...s3.objects.keys()].sort()).toEqual(Object.keys(files).sort());
  expect(s3.objects.get("index.html")).toEqual({
    body: Buffer.from("home"),
    contentType: "text/html; charset=utf-8",
    cacheControl: "public, max-age=0, must-revalidate",
  });
  expect(s3.objects.get(app)).toMatchObject({
    contentType: "text/javascript; charset=utf-8",
    cacheControl: "public, max-age=31536000, immutable",
  });
});

it("writes assets first, pages last, and removes only after that", async () => {
  s3.objects.set("gone/index.html", { body: Buffer.from("gone") });
  await publish();
  expect(s3.writes[0]).toBe(`PUT ${app}`);
  expect(s3.writes.slice(1, 3).sort()).toEqual(["PUT a b.txt", "PUT page-data/index/page-data.json"]);
  expect(s3.writes.slice(3, 5).sort()).toEqual(["PUT 404.html", "PUT index.html"]);
  expect(s3.writes.slice(5)).toEqual(["DELETE gone/index.html"]);
});

it("sends only what changed the next time, and keeps the assets of pages that are still open", async () => {
  await publish();
  s3.writes.length = 0;
  await rm(join(folder, app));
  await write("index.html", "new home");
  await publish();
  expect(s3.writes).toEqual(["PUT index.html"]);
  expect(s3.objects.has(app)).toBe(true);
});

it("touches nothing when the site is not whole", async () => {
  await rm(join(folder, "404.html"));
  s3.objects.set("gone/index.html", { body: Buffer.from("gone") });
  await expect(publish()).rejects.toThrow(/no 404\.html/);
  expect(s3.writes).toEqual([]);
});
