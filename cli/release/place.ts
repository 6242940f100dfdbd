/** The bucket of the site whose releases are meant. */
import type { Bucket } from "../../website/scripts/support/bucket.ts";
import { s3At } from "../../website/scripts/support/s3-client.ts";
import { clientSettings, type Place } from "../place.ts";
import { findStack } from "../stack/find-stack.ts";
import { namesOf } from "../stack/names.ts";

/** Finds the site's bucket. @throws NothingThere, and what AWS's clients throw */
export async function siteBucketOf(place: Place): Promise<Bucket> {
  const s3 = s3At(clientSettings(place));
  if (place.bucket !== undefined) return { s3, name: place.bucket };
  const { stage, account, region } = await findStack(place);
  return { s3, name: namesOf(stage, account, region).buckets.site };
}
