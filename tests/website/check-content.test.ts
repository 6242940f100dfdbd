import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { checkContent } from "../../website/scripts/content/check-content.ts";

const post = "---\ntitle: A\ndate: 2026-11-23\ntags: [s3]\ndescription: B.\n---\nText\n";
const raw = "---\ntitle: A\ndate: 2026-11-23\ntype: liveblog\ntalk: lectern\n---\nText\n";

let site: string;
beforeEach(async () => {
  site = await mkdtemp(join(tmpdir(), "content-"));
});
afterEach(() => rm(site, { recursive: true }));

async function write(path: string, text: string) {
  await mkdir(dirname(join(site, path)), { recursive: true });
  await writeFile(join(site, path), text);
}

it("has nothing to say of content that keeps the contract, or of none", async () => {
  expect(await checkContent(site)).toEqual({ postProblems: [], rawProblems: [], brokenRawPages: [] });
  await write("content/posts/a-push/index.md", post);
  await write("content/posts/a-push/diagram.svg", "<svg/>");
  await write("content/raw/lectern/17-slide-1/index.md", raw);
  expect(await checkContent(site)).toEqual({ postProblems: [], rawProblems: [], brokenRawPages: [] });
});

it("names file and line of what is wrong with a post", async () => {
  await write("content/posts/a-push/index.md", post.replace("2026-11-23", "tomorrow"));
  await write("content/posts/A Push/index.md", post);
  await write("content/posts/alone.md", post);
  const { postProblems } = await checkContent(site);
  expect(postProblems).toEqual([
    "content/posts/A Push/index.md:1: the slug A Push must be lower-case words with hyphens",
    expect.stringMatching(/^content\/posts\/a-push\/index\.md:3: date must be an ISO date/),
    expect.stringMatching(/^content\/posts\/alone\.md:1: a post lies in/),
  ]);
});

it("leaves out a raw page whose folder is no anchor of a talk's page", async () => {
  await write("content/raw/lectern/slide-001/index.md", raw);
  await write("content/raw/lectern/Slide 2/index.md", raw);
  await write("content/raw/lectern/index.md", raw);
  await write("content/raw/lectern/slide-003/more/index.md", raw);
  const { rawProblems, brokenRawPages } = await checkContent(site);
  expect(brokenRawPages.map((path) => path.slice(join(site, "content/raw/").length))).toEqual([
    "lectern/Slide 2/index.md",
    "lectern/index.md",
    "lectern/slide-003/more/index.md",
  ]);
  expect(rawProblems[0]).toBe("content/raw/lectern/Slide 2/index.md:1: the folder Slide 2 must be lower-case words with hyphens");
});

it("leaves out a broken raw page and says so, without a post being to blame", async () => {
  await write("content/raw/lectern/17-slide-1/index.md", raw.replace("title: A", "title: A: B"));
  const { postProblems, rawProblems, brokenRawPages } = await checkContent(site);
  expect(postProblems).toEqual([]);
  expect(rawProblems).toEqual([expect.stringMatching(/^content\/raw\/lectern\/17-slide-1\/index\.md:2: YAML/)]);
  expect(brokenRawPages).toEqual([join(site, "content/raw/lectern/17-slide-1/index.md")]);
});
