/** Where the site is whose releases are meant: on this machine, or a deployment on AWS. */
import { GetCallerIdentityCommand, STSClient } from "@aws-sdk/client-sts";
import type { Bucket } from "../../website/scripts/support/bucket.ts";
import { s3At } from "../../website/scripts/support/s3-client.ts";

export interface Place {
  /** A deployed stage; undefined for this machine's Lectern, unless a bucket is named. */
  readonly stage?: string;
  /** The site's bucket by its name. */
  readonly bucket?: string;
  readonly region?: string;
  /** Where this machine's Lectern listens. */
  readonly port: number;
}

/** What an SDK client is told; all else it finds as every AWS SDK does. */
type ClientSettings = Parameters<typeof s3At>[0];

/** The stage that `npm start` runs. */
const LOCAL_STAGE = "local";

export const isLocal = ({ stage, bucket }: Place): boolean =>
  stage === undefined && bucket === undefined && !process.env.AWS_ENDPOINT_URL;

export const localEndpoint = ({ port }: Place): string => `http://127.0.0.1:${port}`;

function clientSettings(place: Place): ClientSettings {
  if (isLocal(place))
    return {
      endpoint: localEndpoint(place),
      region: "us-east-1",
      credentials: { accessKeyId: "local", secretAccessKey: "local" },
      maxAttempts: 1,
    };
  return place.region ? { region: place.region } : {};
}

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
