/**
 * `npm run bench:releases`: what publishing a site of 2,000 posts takes, whole and after one post was changed, and what
 * bringing 500 files back takes. The very programs run, as processes of their own: `website/scripts/publish.ts` as a
 * build runs it, `lectern release rollback` as a person does; the local S3 runs in this process.
 */
import { cp, mkdir, mkdtemp, rm, symlink } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { HeadObjectCommand } from "@aws-sdk/client-s3";
import { runProgram } from "../../cli/run-program.ts";
import { isHashedAsset } from "../../website/scripts/releases/hashed-asset.ts";
import { startReleaseBucket, type Wire, writesIn } from "../website/support/release-bucket.ts";
import { bytesOf, differing, type Files, largeSite, writeFiles } from "./large-site.ts";
import { report } from "./report.ts";
import { median } from "./timed.ts";

const root = resolve(import.meta.dirname, "../..");
const say = (line: string): void => void process.stderr.write(`${line}\n`);

const folder = await mkdtemp(join(tmpdir(), "bench-releases-"));
const s3 = await startReleaseBucket();
let builds = 0;

/** A folder as a build leaves it: the programs, their packages, and the site. */
async function builtSite(name: string): Promise<string> {
  const website = join(folder, name);
  await mkdir(website);
  await cp(join(root, "website/scripts"), join(website, "scripts"), { recursive: true });
  await symlink(join(root, "node_modules"), join(website, "node_modules"));
  return website;
}

/** Runs a program of ours to its end, and gives the seconds it took. */
async function run(args: readonly string[], environment: Record<string, string>): Promise<number> {
  const env = {
    ...process.env,
    AWS_REGION: "us-east-1",
    AWS_ACCESS_KEY_ID: "local",
    AWS_SECRET_ACCESS_KEY: "local",
    ...environment,
  };
  const start = performance.now();
  const { status, everything } = await runProgram(process.execPath, args, { env });
  const seconds = (performance.now() - start) / 1000;
  say(everything.trimEnd());
  if (status !== 0) throw new Error(`${args.join(" ")} failed`);
  return seconds;
}

/** One build's publish: directly, or on a wire that counts. */
function publish(website: string, wire?: Wire): Promise<number> {
  builds += 1;
  return run([join(website, "scripts/publish.ts")], {
    SITE_BUCKET: s3.bucket.name,
    AWS_ENDPOINT_URL: wire?.endpoint ?? s3.cloud.endpoint,
    CODEBUILD_START_TIME: `${builds * 1000}`,
    CODEBUILD_BUILD_NUMBER: `${builds}`,
    CODEBUILD_RESOLVED_SOURCE_VERSION: `${builds}`.padStart(40, "c"),
  });
}

const contentsIn = (log: readonly string[]) => writesIn(log).filter((line) => line.startsWith("PUT .releases/content/"));
const servedIn = (log: readonly string[]) => writesIn(log).filter((line) => !line.includes(" .releases/"));

async function measureLargeSite() {
  const website = await builtSite("large");
  const site = join(website, "public");
  const first = largeSite(2000, "first");
  await writeFiles(site, first);
  const whole = await publish(website);

  let before: Files = first;
  const seconds: number[] = [];
  const retitled: number[] = [];
  for (const post of [700, 1200, 300]) {
    retitled.push(post);
    const after = largeSite(2000, `changed ${post}`, retitled);
    await writeFiles(site, after, before);
    seconds.push(await publish(website));
    before = after;
  }
  const nothing = await publish(website);

  const after = largeSite(2000, "counted", [...retitled, 1500]);
  const changed = differing(before, after);
  await writeFiles(site, after, before);
  const wire = await s3.openWire();
  await publish(website, wire);
  await s3.closeWires();
  const uploads = contentsIn(wire.log);
  return {
    whole,
    onePost: median(seconds),
    nothing,
    files: first.size,
    changed: changed.length,
    changedBytes: bytesOf(after, changed),
    uploads: uploads.length,
    written: servedIn(wire.log).length,
    uploadedBytes: await sizesOf(uploads),
    requests: wire.sent.requests,
  };
}

/** The bytes of the objects that a log says were put. */
async function sizesOf(log: readonly string[]): Promise<number> {
  const sizeOf = (line: string) => new HeadObjectCommand({ Bucket: s3.bucket.name, Key: line.replace("PUT ", "") });
  const objects = await Promise.all(log.map((line) => s3.bucket.s3.send(sizeOf(line))));
  return objects.reduce((sum, { ContentLength = 0 }) => sum + ContentLength, 0);
}

async function measureRollback() {
  const website = await builtSite("small");
  // All but the scripts, whose names have their hash, become others.
  const pages = (commit: string) =>
    new Map([...largeSite(234, commit)].map(([path, text]) => [path, isHashedAsset(path) ? text : text + commit]));
  const [one, another] = [pages("one"), pages("another")];
  for (const files of [one, another]) {
    await writeFiles(join(website, "public"), files);
    await publish(website);
  }
  const place = ["--bucket", s3.bucket.name, "--region", "us-east-1"];
  const seconds = await run([join(root, "cli/main.ts"), "release", "rollback", "v1", ...place], {
    AWS_ENDPOINT_URL: s3.cloud.endpoint,
  });
  return { seconds, changed: differing(another, one).length };
}

try {
  const large = await measureLargeSite();
  await s3.empty();
  const rollback = await measureRollback();
  report([
    { figure: `publishing 2,000 posts (${large.files} files), none before`, value: large.whole, unit: "s", goal: 60 },
    { figure: "publishing when one of them got another title", value: large.onePost, unit: "s", goal: 3 },
    { figure: "… objects uploaded (goal: files that differ)", value: large.uploads, unit: "objects", goal: large.changed },
    { figure: "… objects of the site written (goal: same)", value: large.written, unit: "objects", goal: large.changed },
    { figure: "… bytes of new contents (goal: same)", value: large.uploadedBytes, unit: "bytes", goal: large.changedBytes },
    { figure: "… requests, all", value: large.requests, unit: "requests", goal: 2 * large.changed + 25 },
    { figure: "publishing when nothing changed", value: large.nothing, unit: "s", goal: 3 },
    { figure: `bringing ${rollback.changed} files back, by npm run release`, value: rollback.seconds, unit: "s", goal: 3 },
  ]);
} finally {
  await s3.stop();
  await rm(folder, { recursive: true, force: true });
}
