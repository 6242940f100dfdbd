/** A cloud with one bucket, `things`, and a client as the account's root. */
import { S3Client } from "@aws-sdk/client-s3";
import { type ClientConfig, startTestCloud, type TestCloud } from "../../support/test-cloud.ts";

export const bucket = "things";

export async function startS3(
  options: { stateFolder?: string; resources?: Record<string, unknown> } = {},
): Promise<{ cloud: TestCloud; s3: S3Client; stop(): Promise<void> }> {
  const { resources = {}, ...rest } = options;
  const cloud = await startTestCloud({
    ...rest,
    resources: { Things: { Type: "AWS::S3::Bucket", Properties: { BucketName: bucket } }, ...resources },
  });
  const s3 = createClient(cloud.clientConfig);
  return {
    cloud,
    s3,
    async stop() {
      s3.destroy();
      await cloud.stop();
    },
  };
}

/** Silent: the SDK warns of every body that is empty. */
const logger = { trace() {}, debug() {}, info() {}, warn() {}, error() {} };

export const createClient = (config: ClientConfig): S3Client => new S3Client({ ...config, forcePathStyle: true, logger });

/** A role that Lambda may take, with these statements. */
export const role = (...Statement: object[]) => ({
  Type: "AWS::IAM::Role",
  Properties: {
    AssumeRolePolicyDocument: {
      Version: "2012-10-17",
      Statement: [{ Effect: "Allow", Principal: { Service: "lambda.amazonaws.com" }, Action: "sts:AssumeRole" }],
    },
    Policies: [{ PolicyName: "given", PolicyDocument: { Version: "2012-10-17", Statement } }],
  },
});

/** The status and error name of a call that must fail. */
export async function failure(call: Promise<unknown>): Promise<{ name: string; status: number | undefined }> {
  const error = await call.then(
    () => {
      throw new Error("The call did not fail");
    },
    (reason) => reason,
  );
  if (error.$metadata === undefined) throw error;
  return { name: error.name, status: error.$metadata.httpStatusCode };
}
