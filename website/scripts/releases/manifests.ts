import { type Bucket, jsonBody, put, readText } from "../support/bucket.ts";
import { manifestKey } from "./layout.ts";
import { parseRelease, type Release } from "./release.ts";

/** A release's manifest; undefined when there is none. @throws BuildProblem when it is damaged. */
export async function readRelease(bucket: Bucket, id: string): Promise<Release | undefined> {
  const object = await readText(bucket, manifestKey(id));
  return object && parseRelease(manifestKey(id), object.text);
}

/** Writes a release's manifest. */
export const writeRelease = (bucket: Bucket, release: Release): Promise<void> =>
  put(bucket, manifestKey(release.id), jsonBody(release), { ContentType: "application/json" });
