import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { atMost } from "../support/at-most.ts";
import { type Bucket, put } from "../support/bucket.ts";
import type { Progress } from "../support/program.ts";
import { contentKey } from "./layout.ts";
import type { SiteFiles } from "./release.ts";

/** Uploads under way at once. */
const concurrency = 16;
/** A log that is silent for longer looks dead. */
const speakEvery = 5_000;

/** Uploads the files' bytes that are not among the contents yet, each once. Gives their keys. */
export async function storeContents(
  bucket: Bucket,
  folder: string,
  files: SiteFiles,
  stored: ReadonlySet<string>,
  progress: Progress,
): Promise<string[]> {
  const missing = new Map<string, string>();
  for (const [path, { sha256 }] of Object.entries(files))
    if (!stored.has(contentKey(sha256))) missing.set(contentKey(sha256), path);
  let bytes = 0;
  let count = 0;
  let spoken = performance.now();
  await atMost(concurrency, [...missing], async ([key, path]) => {
    const body = await readFile(join(folder, path));
    await put(bucket, key, body, { ContentType: "application/octet-stream" });
    bytes += body.length;
    count += 1;
    if (performance.now() - spoken < speakEvery) return;
    spoken = performance.now();
    progress(`${count} of ${missing.size} uploaded`);
  });
  progress(`uploaded ${missing.size} new contents, ${Math.ceil(bytes / 1024)} KiB`);
  return [...missing.keys()];
}
