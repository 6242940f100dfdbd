import { mkdir, readFile, rm, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { GetObjectCommand, type S3Client } from "@aws-sdk/client-s3";
import { atMost } from "../support/at-most.ts";
import { etagOf } from "../support/etag.ts";
import { filesIn } from "../support/files-in.ts";
import { listBucket } from "../support/list-bucket.ts";
import { BuildProblem, type Progress } from "../support/program.ts";
import { isPage } from "./is-page.ts";
import { planDownload } from "./plan-download.ts";

/** Downloads under way at once. */
const concurrency = 16;

/** Makes `folder` a copy of the bucket's pages: fetches what differs, removes what the bucket no longer has. */
export async function downloadRawPages(s3: S3Client, bucket: string, folder: string, progress: Progress): Promise<void> {
  const objects = await listBucket({ s3, name: bucket });
  const pages = new Map([...objects].filter(([key]) => isPage(key)));
  const plan = planDownload(pages, await localETags(folder));
  const todo = `${plan.download.length} to download, ${plan.remove.length} to remove here`;
  progress(`${pages.size} pages among ${objects.size} objects in ${bucket}: ${todo}`);
  for (const key of plan.refused) progress(`refused the key ${JSON.stringify(key)}: it is no path inside the folder`);

  for (const path of plan.remove) await rm(join(folder, path), { force: true });
  let bytes = 0;
  await atMost(concurrency, plan.download, async (key) => {
    const object = await s3.send(new GetObjectCommand({ Bucket: bucket, Key: key }));
    if (object.Body === undefined) throw new BuildProblem(`S3 sent no body for s3://${bucket}/${key}`);
    const body = await object.Body.transformToByteArray();
    const path = join(folder, key);
    await makeRoom(folder, key);
    await writeFile(path, body);
    bytes += body.length;
  });
  progress(`done: ${plan.download.length} files, ${Math.ceil(bytes / 1024)} KiB`);
}

/** Makes the folders above a key; an empty folder that a removed key left where the file goes gives way. */
async function makeRoom(folder: string, key: string): Promise<void> {
  const path = join(folder, key);
  await mkdir(dirname(path), { recursive: true });
  await rm(path, { recursive: true, force: true });
}

async function localETags(folder: string): Promise<Map<string, string>> {
  const etags = new Map<string, string>();
  for (const path of await filesIn(folder)) etags.set(path, etagOf(await readFile(join(folder, path))));
  return etags;
}
