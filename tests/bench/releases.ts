/** How long it takes to publish 500 files, to publish one more post, and to bring all 500 back: `node tests/bench/releases.ts`. */
import { S3Client } from "@aws-sdk/client-s3";
import { publishSite } from "../../website/scripts/publish/publish-site.ts";
import { rollBack } from "../../website/scripts/releases/roll-back.ts";
import { startTestCloud } from "../local/support/test-cloud.ts";
import { buildNumber, removeSites, siteOf, writeSite } from "../website/support/small-site.ts";
import { report } from "./report.ts";

const cloud = await startTestCloud({ resources: { Site: { Type: "AWS::S3::Bucket" } } });
const bucket = { s3: new S3Client(cloud.clientConfig), name: cloud.created.Site?.ref ?? "" };
const pages = Array.from({ length: 248 }, (_, index) => (index === 0 ? "index" : `posts/p${index}`));
const settings = { keep: 20, grace: 1_000_000_000 };
const say = (line: string): void => void process.stderr.write(`${line}\n`);

async function secondsOf(work: () => Promise<unknown>): Promise<number> {
  const start = performance.now();
  await work();
  return (performance.now() - start) / 1000;
}
async function publish(build: number, files: Record<string, string>): Promise<number> {
  const folder = await writeSite(files);
  return secondsOf(() => publishSite(bucket, folder, buildNumber(build), settings, say));
}

try {
  const published = await publish(1, siteOf("1", pages));
  await publish(2, siteOf("2", pages));
  const onePost = await publish(3, { ...siteOf("2", pages), "posts/new/index.html": "<title>New</title>" });
  const back = await secondsOf(() => rollBack(bucket, "v1", say));
  report([
    { figure: "publishing 500 new files", value: published, unit: "s", goal: 30 },
    { figure: "publishing one more post", value: onePost, unit: "s", goal: 3 },
    { figure: "bringing 500 files back", value: back, unit: "s", goal: 3 },
  ]);
} finally {
  bucket.s3.destroy();
  await cloud.stop();
  await removeSites();
}
