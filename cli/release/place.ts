/** The bucket of the site whose releases are meant. */
import { GetCallerIdentityCommand, STSClient } from "@aws-sdk/client-sts";
import type { Bucket } from "../../website/scripts/support/bucket.ts";
import { s3At } from "../../website/scripts/support/s3-client.ts";
import { clientSettings, LOCAL_STAGE, type Place } from "../place.ts";

/** The bucket's name as serverless.yml makes it. */
export const siteBucketName = (stage: string, account: string, region: string): string =>
  `lectern-${stage}-site-${account}-${region}`;

/** Finds the site's bucket. @throws what STS and the search for credentials throw */
export async function siteBucketOf(place: Place): Promise<Bucket> {
  const settings = clientSettings(place);
  const s3 = s3At(settings);
  if (place.bucket !== undefined) return { s3, name: place.bucket };
  const sts = new STSClient(settings);
  try {
    const { Account = "" } = await sts.send(new GetCallerIdentityCommand({}));
    return { s3, name: siteBucketName(place.stage ?? LOCAL_STAGE, Account, await s3.config.region()) };
  } finally {
    sts.destroy();
  }
}
