import { S3Client, type S3ClientConfig } from "@aws-sdk/client-s3";

/**
 * The client of a build: region, credentials and endpoint come from the environment, as the SDK reads them.
 * A build has minutes, not seconds, so it is more patient with S3 than the SDK's three attempts.
 */
export const buildsS3 = () => new S3Client({ maxAttempts: 6 });

/** A client for whoever stands outside of a build. */
export const s3At = (settings: Pick<S3ClientConfig, "endpoint" | "region" | "credentials" | "maxAttempts">) =>
  new S3Client(settings);
