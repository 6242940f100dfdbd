/** `lectern release` against the local cloud, on a bucket named as serverless.yml names it. */
import { S3Client } from "@aws-sdk/client-s3";
import { listSiteReleases, rollSiteBack } from "../../cli/commands/release.ts";
import { NothingThere } from "../../cli/errors.ts";
import { runProgram } from "../../cli/run-program.ts";
import { namesOf } from "../../cli/stack/names.ts";
import { publishSite } from "../../website/scripts/publish/publish-site.ts";
import { readRelease } from "../../website/scripts/releases/manifests.ts";
import { type Bucket, put, readText, remove } from "../../website/scripts/support/bucket.ts";
import { listBucket } from "../../website/scripts/support/list-bucket.ts";
import { startTestCloud, type TestCloud } from "../local/support/test-cloud.ts";
import { buildNumber, missingParts, removeSites, siteOf, writeSite } from "../website/support/small-site.ts";
import { LECTERN } from "./support/lectern-stack.ts";
import { terminalTo } from "./support/terminal.ts";

let cloud: TestCloud;
let bucket: Bucket;
let place: { port: number };
const said: string[] = [];
const say = terminalTo(said);

beforeAll(async () => {
  const BucketName = { "Fn::Sub": namesOf("local", variable("AWS::AccountId"), variable("AWS::Region")).buckets.site };
  cloud = await startTestCloud({ resources: { Site: { Type: "AWS::S3::Bucket", Properties: { BucketName } } }, ...LECTERN });
  bucket = { s3: new S3Client(cloud.clientConfig), name: cloud.created.Site?.ref ?? "" };
  place = { port: Number(new URL(cloud.endpoint).port) };
});
afterAll(async () => {
  bucket.s3.destroy();
  await cloud.stop();
});
beforeEach(() => {
  said.length = 0;
});
afterEach(async () => {
  await remove(bucket, [...(await listBucket(bucket)).keys()]);
  await removeSites();
});

const publish = async (build: number, files = siteOf(`${build}`)) =>
  publishSite(bucket, await writeSite(files), buildNumber(build), { keep: 5, grace: 1_000_000 }, () => {});
/** What CloudFormation, or the framework, puts in. */
const variable = (name: string) => `\${${name}}`;
const home = async () => (await readText(bucket, "index.html"))?.text;

it("lists the releases, newest first, and marks the site's", async () => {
  await publish(1);
  await publish(2, siteOf("2", ["index", "posts/a"]));
  await listSiteReleases(place, say);
  expect(said).toEqual([
    expect.stringMatching(/^ +release +published \(UTC\) +commit +posts +files +size$/),
    expect.stringMatching(/^→ +v2 +\d{4}-\d\d-\d\d \d\d:\d\d:\d\d +c200000 +1 +8 +0\.0 MB$/),
    expect.stringMatching(/^ +v1 .* c100000 +2 +10 /),
  ]);
});

it("brings an earlier release back, over which the next push publishes", async () => {
  await publish(1);
  await publish(2, siteOf("2", ["index"]));
  await rollSiteBack("v1", place, say);
  expect(await home()).toBe(siteOf("1")["index.html"]);
  expect(said.at(-2)).toMatch(/^The site is v1 again \(commit c100000\), as release v3, in \d+\.\d s\.$/);
  const { releases } = { releases: await readRelease(bucket, "v3") };
  expect(releases).toMatchObject({
    rollbackOf: "v1",
    order: buildNumber(2).order,
    files: (await readRelease(bucket, "v1"))?.files,
  });

  said.length = 0;
  await listSiteReleases(place, say);
  expect(said[1]).toMatch(/^→ +v3 .*\(back to v1\)$/);
  expect((await publish(3)).id).toBe("v4");
  expect(await home()).toBe(siteOf("3")["index.html"]);
});

it("goes back from a rollback, and to one", async () => {
  for (const build of [1, 2]) await publish(build);
  await rollSiteBack("v1", place, say);
  await rollSiteBack("v2", place, say);
  expect(await home()).toBe(siteOf("2")["index.html"]);
  await rollSiteBack("v3", place, say);
  expect(await home()).toBe(siteOf("1")["index.html"]);
  expect((await readRelease(bucket, "v5"))?.rollbackOf).toBe("v1");
});

it("brings back assets whose grace is over", async () => {
  const publishWithoutGrace = async (build: number) =>
    publishSite(bucket, await writeSite(siteOf(`${build}`)), buildNumber(build), { keep: 5, grace: 0 }, () => {});
  await publishWithoutGrace(1);
  await publishWithoutGrace(2);
  await rollSiteBack("v1", place, say);
  const keys = [...(await listBucket(bucket)).keys()].filter((key) => !key.startsWith(".releases/"));
  const site = await Promise.all(keys.map(async (key) => [key, (await readText(bucket, key))?.text ?? ""] as const));
  expect(missingParts(new Map(site))).toEqual([]);
});

it("has nothing to do when the site is that release already", async () => {
  await publish(1);
  await rollSiteBack("v1", place, say);
  expect(said).toEqual(["The site is v1 already: nothing to do."]);
});

describe("says what to do", () => {
  it("without releases", async () => {
    await listSiteReleases(place, say);
    expect(said).toEqual([expect.stringMatching(/has no releases yet: the next publish makes the first\.$/)]);
    await expect(rollSiteBack("v1", place, say)).rejects.toThrow(/has no releases yet: the next publish makes the first/);
  });

  it("for a release that is not there", async () => {
    for (const build of [1, 2]) await publish(build);
    await expect(rollSiteBack("v9", place, say)).rejects.toMatchObject({
      name: "UserError",
      message: 'There is no release "v9"; there are v2, v1.',
    });
    await expect(rollSiteBack("../current", place, say)).rejects.toThrow(/there are v2, v1/);
  });

  it("for a release that has lost a file, and changes nothing", async () => {
    await publish(1);
    await publish(2);
    const lost = (await readRelease(bucket, "v1"))?.files["posts/a/index.html"]?.sha256;
    await remove(bucket, [`.releases/content/${lost}`]);
    const before = await listBucket(bucket);
    await expect(rollSiteBack("v1", place, say)).rejects.toThrow(
      /Release v1 can't be had back: the bytes of posts\/a\/index\.html .* Choose another release, or push the commit again/,
    );
    expect(await listBucket(bucket)).toEqual(before);
  });

  it("for a damaged manifest, and a damaged record of what is current", async () => {
    await publish(1);
    await put(bucket, ".releases/manifests/v1.json", Buffer.from("{}"));
    await expect(listSiteReleases(place, say)).rejects.toThrow(/manifests\/v1\.json .* damaged\. Delete it/);
    await put(bucket, ".releases/current.json", Buffer.from("{"));
    await expect(listSiteReleases(place, say)).rejects.toThrow(/damaged\. Delete it: the next publish makes it anew/);
  });

  it("when the deployment, or Lectern, is not there", async () => {
    await expect(listSiteReleases({ port: 1 }, say)).rejects.toThrow(
      new NothingThere(
        "Nothing answers at http://127.0.0.1:1. Start Lectern with npm start, or name a deployment: --target aws.",
      ),
    );
    const environment = {
      ...process.env,
      AWS_ENDPOINT_URL: cloud.endpoint,
      AWS_ACCESS_KEY_ID: "local",
      AWS_SECRET_ACCESS_KEY: "local",
    };
    const args = ["cli/main.ts", "release", "list", "--region", "us-east-1", "--stage", "nowhere"];
    const { status, everything } = await runProgram(process.execPath, args, { env: environment });
    expect(status).toBe(3);
    expect(everything).toContain("There is no stage nowhere in this account and region");
  });

  it("in its help", async () => {
    const { status, stdout } = await runProgram(process.execPath, ["cli/main.ts", "release", "--help"]);
    expect(status).toBe(0);
    for (const part of ["rollback [options] <id>", "list [options]", "--target aws"]) expect(stdout).toContain(part);
  }, 60_000);
});
