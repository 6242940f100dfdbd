import { mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { downloadRawPages } from "../../website/scripts/raw-pages/download-raw-pages.ts";
import { filesIn } from "../../website/scripts/support/files-in.ts";
import { startTinyS3 } from "./support/tiny-s3.ts";

let s3: Awaited<ReturnType<typeof startTinyS3>>;
let parent: string;
let raw: string;
beforeEach(async () => {
  s3 = await startTinyS3();
  parent = await mkdtemp(join(tmpdir(), "raw-"));
  raw = join(parent, "content/raw");
});
afterEach(async () => {
  await s3.stop();
  await rm(parent, { recursive: true });
});

const put = (key: string, text: string) => s3.objects.set(key, { body: Buffer.from(text) });
async function download(): Promise<string[]> {
  const lines: string[] = [];
  await downloadRawPages(s3.client, "posts", raw, (line) => lines.push(line));
  return lines;
}

it("copies every page of a long listing, byte for byte", async () => {
  const keys = ["a/1/index.md", "a/2/index.md", "a/a page.md", "a/talk.json", "b/talk.json"];
  for (const key of keys) put(key, `text of ${key}`);
  await download();
  expect(await filesIn(raw)).toEqual(keys);
  expect(await readFile(join(raw, "a/a page.md"), "utf8")).toBe("text of a/a page.md");
});

it("leaves pictures where they are, so that a build takes no longer for them", async () => {
  await mkdir(join(raw, "a/1"), { recursive: true });
  await writeFile(join(raw, "a/1/old.jpg"), "fetched by an earlier build");
  for (const key of ["a/1/index.md", "a/1/ab-large.jpg", "a/1/ab-small.jpg", "a/1/slide.md.png"]) put(key, key);
  const lines = await download();
  expect(s3.reads).toEqual(["a/1/index.md"]);
  expect(await filesIn(raw)).toEqual(["a/1/index.md"]);
  expect(lines[0]).toBe("1 pages among 4 objects in posts: 1 to download, 1 to remove here");
});

it("removes what the bucket no longer has, and lets a folder take a file's place", async () => {
  await mkdir(join(raw, "b"), { recursive: true });
  await mkdir(join(raw, "b.md"));
  await writeFile(join(raw, "a.md"), "once a file");
  await writeFile(join(raw, "b.md/once.md"), "in a folder");
  await writeFile(join(raw, "b/gone.md"), "no longer in the bucket");
  put("a.md/index.md", "now a folder");
  put("b.md", "now a file");
  await download();
  expect(await filesIn(raw)).toEqual(["a.md/index.md", "b.md"]);
  expect(await readFile(join(raw, "b.md"), "utf8")).toBe("now a file");
});

it("writes nothing outside its folder, and says which key it refused", async () => {
  await mkdir(dirname(raw), { recursive: true });
  put("x/../../../escaped.md", "out");
  put("x/index.md", "in");
  const lines = await download();
  expect(await filesIn(parent)).toEqual(["content/raw/x/index.md"]);
  expect(lines).toContainEqual(expect.stringContaining('refused the key "x/../../../escaped.md"'));
});
