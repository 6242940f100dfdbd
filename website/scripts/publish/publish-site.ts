import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { DeleteObjectsCommand, PutObjectCommand, type S3Client } from "@aws-sdk/client-s3";
import { atMost } from "../support/at-most.ts";
import { etagOf } from "../support/etag.ts";
import { filesIn } from "../support/files-in.ts";
import { listBucket } from "../support/list-bucket.ts";
import { BuildProblem, type Progress } from "../support/program.ts";
import { contentTypeOf } from "./content-type.ts";
import { planPublication, type Wave } from "./plan-publication.ts";

/** Uploads under way at once. */
const concurrency = 16;
/** The most keys that one DeleteObjects takes. */
const deletionBatch = 1000;

/** Publishes a built site from `folder` to the bucket. @throws BuildProblem when the folder holds no whole site. */
export async function publishSite(s3: S3Client, bucket: string, folder: string, progress: Progress): Promise<void> {
  const site = await siteETags(folder);
  const plan = planPublication(site, await listBucket(s3, bucket));
  progress(`${site.size} files, ${plan.unchanged} of them already in ${bucket} as they are`);
  for (const wave of plan.waves) await uploadWave(s3, bucket, folder, wave, progress);
  await remove(s3, bucket, plan.remove);
  progress(`done: ${plan.waves.reduce((sum, wave) => sum + wave.paths.length, 0)} uploaded, ${plan.remove.length} removed`);
}

/** Half a site would delete the other half from the bucket, so what every build makes must be there. */
async function siteETags(folder: string): Promise<Map<string, string>> {
  const paths = await filesIn(folder);
  for (const needed of ["index.html", "404.html"]) {
    if (!paths.includes(needed))
      throw new BuildProblem(`${folder} has no ${needed}: this is no finished site, nothing is published`);
  }
  const etags = new Map<string, string>();
  for (const path of paths) etags.set(path, etagOf(await readFile(join(folder, path))));
  return etags;
}

async function uploadWave(s3: S3Client, bucket: string, folder: string, wave: Wave, progress: Progress): Promise<void> {
  let bytes = 0;
  await atMost(concurrency, wave.paths, async (path) => {
    const body = await readFile(join(folder, path));
    await s3.send(
      new PutObjectCommand({
        Bucket: bucket,
        Key: path,
        Body: body,
        ContentType: contentTypeOf(path),
        CacheControl: wave.cacheControl,
      }),
    );
    bytes += body.length;
  });
  progress(`${wave.name}: ${wave.paths.length} uploaded, ${Math.ceil(bytes / 1024)} KiB`);
}

async function remove(s3: S3Client, bucket: string, keys: readonly string[]): Promise<void> {
  for (let start = 0; start < keys.length; start += deletionBatch) {
    const Objects = keys.slice(start, start + deletionBatch).map((Key) => ({ Key }));
    const { Errors } = await s3.send(new DeleteObjectsCommand({ Bucket: bucket, Delete: { Objects, Quiet: true } }));
    const [first] = Errors ?? [];
    if (first) throw new BuildProblem(`s3://${bucket}/${first.Key} could not be removed: ${first.Code} ${first.Message}`);
  }
}
