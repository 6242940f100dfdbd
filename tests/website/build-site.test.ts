import { existsSync } from "node:fs";
import { chmod, mkdir, mkdtemp, readdir, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { buildSite } from "../../website/scripts/build/build-site.ts";
import { gatsbyVersion, runGatsby } from "../../website/scripts/build/run-gatsby.ts";

const makers = { gatsby: "5.16.1", modules: "lock linux-x64 node24" };
const good = { code: 0, signal: null };
const bad = { code: 1, signal: null };
const app = "app-56d92d8731033ce76597.js";

let site: string;
const said: string[] = [];
beforeEach(async () => {
  site = await mkdtemp(join(tmpdir(), "site-"));
  said.length = 0;
});
afterEach(() => rm(site, { recursive: true }));

async function write(path: string, text = "") {
  await mkdir(dirname(join(site, path)), { recursive: true });
  await writeFile(join(site, path), text);
}

/** Builds with a Gatsby that ends as told, and gives what each of its runs found of the cache. */
async function build(
  endings: readonly (typeof good | typeof bad)[],
  change: { gatsby?: string; modules?: string; limit?: number } = {},
) {
  const found: string[][] = [];
  const { limit = 5000, ...others } = change;
  const gatsby = async () => {
    const cached = await readdir(site, { recursive: true }).catch(() => []);
    found.push(cached.filter((path) => path.includes("/") && !path.startsWith("content")).sort());
    await write(".cache/data", "x".repeat(1000));
    await write(`public/${app}`, "script");
    await write("public/index.html", "page");
    return endings[found.length - 1] ?? bad;
  };
  const error = await buildSite({ site, makers: { ...makers, ...others }, limit, gatsby }, (line) => said.push(line)).catch(
    (problem: Error) => problem,
  );
  return { found, error };
}
const warm = [".cache/data", "public/index.html"];

it("uses what a build that succeeded left, but for its scripts, which would be published for ever", async () => {
  expect(await build([good])).toEqual({ found: [[]], error: undefined });
  expect(await build([good])).toEqual({ found: [warm], error: undefined });
  expect(existsSync(join(site, "public", app))).toBe(true);
  expect(said).toEqual(["building without a cache: there is none", "building with the cache of earlier builds"]);
});

it.each([
  ["another Gatsby", { gatsby: "5.17.0" }, "it is of Gatsby 5.16.1, and this is 5.17.0"],
  ["another lock file", { modules: "other linux-x64 node24" }, "it is of another lock file, or another machine"],
])("drops the cache of %s", async (_, change, reason) => {
  await build([good]);
  expect((await build([good], change)).found).toEqual([[]]);
  expect(said.at(-1)).toBe(`building without a cache: ${reason}`);
});

it("drops a cache that has grown too large, but not one that is large by itself", async () => {
  await build([good]);
  expect((await build([good], { limit: 1 })).found).toEqual([warm]);
  await write(".cache/more", "x".repeat(1500));
  expect((await build([good], { limit: 5000 })).found).toEqual([[".cache/data", ".cache/more", "public/index.html"]]);
  expect((await build([good], { limit: 1 })).found).toEqual([[]]);
  expect(said.at(-1)).toMatch(/it has grown to 1 MB, and 1 MB is the limit/);
});

it("drops what a build left that did not succeed", async () => {
  await build([good]);
  await build([bad, bad]);
  expect((await build([good])).found).toEqual([[]]);
  expect(said.at(-1)).toBe("building without a cache: the build that left it did not succeed");
});

it("tries once more without the cache when a build with it fails, and says so", async () => {
  await build([good]);
  expect(await build([bad, good])).toEqual({ found: [warm, []], error: undefined });
  expect(said.at(-1)).toBe("gatsby build failed with exit code 1 with the cache of earlier builds: once more, without it");
  expect((await build([good])).found).toEqual([warm]);
});

it("fails with the clean build's failure when that fails too, and tries no third time", async () => {
  await build([good]);
  const { found, error } = await build([{ code: 1, signal: null }, { code: 3, signal: null } as typeof bad]);
  expect(found).toHaveLength(2);
  expect(error).toMatchObject({
    name: "BuildProblem",
    message: "gatsby build failed with exit code 3 without a cache: its message stands above",
  });
});

it("does not try a build without a cache again", async () => {
  const { found, error } = await build([bad]);
  expect(found).toHaveLength(1);
  expect(error).toBeInstanceOf(Error);
});

it("tells of a broken post by file and line, without asking Gatsby, and keeps the cache", async () => {
  await build([good]);
  await write("content/posts/broken/index.md", "---\ntitle: A\ndate: 2026-01-01\ntags: [a]\n---\n");
  const { found, error } = await build([good]);
  expect(found).toEqual([]);
  expect(error).toMatchObject({ message: expect.stringMatching(/content\/posts\/broken\/index\.md:\d+: description/) });
  await rm(join(site, "content"), { recursive: true });
  expect((await build([good])).found).toEqual([warm]);
});

describe("gatsby itself", () => {
  async function gatsbyThat(script: string) {
    await write("node_modules/.bin/gatsby", `#!/bin/sh\n${script}\n`);
    await chmod(join(site, "node_modules/.bin/gatsby"), 0o755);
    return runGatsby(site);
  }

  it("runs in the site's folder, and how it ends is told", async () => {
    expect(await gatsbyThat(`[ "$1" = build ] && [ "$PWD" = "${site}" ] && exit 7`)).toEqual({ code: 7, signal: null });
    expect(await gatsbyThat("kill -KILL $$")).toEqual({ code: null, signal: "SIGKILL" });
  });

  it("is missed with advice", async () => {
    await expect(runGatsby(site)).rejects.toThrow(/gatsby could not be started/);
    await expect(gatsbyVersion(site)).rejects.toThrow(/no Gatsby in node_modules: run node scripts\/modules\.ts/);
    await write("node_modules/gatsby/package.json", '{"version":"5.16.1"}');
    expect(await gatsbyVersion(site)).toBe("5.16.1");
  });
});
