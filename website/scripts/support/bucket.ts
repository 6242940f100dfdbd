/** The few things that releases do to a bucket. */
import {
  CopyObjectCommand,
  DeleteObjectsCommand,
  GetObjectCommand,
  HeadObjectCommand,
  PutObjectCommand,
  type PutObjectCommandInput,
  type S3Client,
} from "@aws-sdk/client-s3";
import { BuildProblem } from "./program.ts";

export interface Bucket {
  readonly s3: S3Client;
  readonly name: string;
  /** Ends every request and its retries. */
  readonly signal?: AbortSignal;
}

/** The version of an object that a write is on condition of: its ETag, or undefined when there must be none. */
export type Version = string | undefined;

/** The most keys that one DeleteObjects takes. */
const deletionBatch = 1000;

const options = ({ signal }: Bucket) => (signal ? { abortSignal: signal } : {});
const nameOf = (error: unknown): string => (error instanceof Error ? error.name : "");

/** An object's text and version; undefined when there is none. */
export async function readText(bucket: Bucket, key: string): Promise<{ text: string; etag: string } | undefined> {
  try {
    const { Body, ETag } = await bucket.s3.send(new GetObjectCommand({ Bucket: bucket.name, Key: key }), options(bucket));
    return { text: (await Body?.transformToString()) ?? "", etag: ETag ?? "" };
  } catch (error) {
    if (nameOf(error) === "NoSuchKey") return undefined;
    throw error;
  }
}

/** An object's headers, as far as they are ours to choose. */
export async function readHeaders(bucket: Bucket, key: string): Promise<{ ContentType: string; CacheControl: string }> {
  const head = new HeadObjectCommand({ Bucket: bucket.name, Key: key });
  const { ContentType = "", CacheControl = "" } = await bucket.s3.send(head, options(bucket));
  return { ContentType, CacheControl };
}

/** Stores an object. */
export async function put(
  bucket: Bucket,
  key: string,
  body: Uint8Array,
  rest: Partial<PutObjectCommandInput> = {},
): Promise<void> {
  await bucket.s3.send(new PutObjectCommand({ Bucket: bucket.name, Key: key, Body: body, ...rest }), options(bucket));
}

export const jsonBody = (value: unknown): Buffer => Buffer.from(`${JSON.stringify(value, null, 1)}\n`);

/** What S3 answers to a conditional write that came second: another object, one being written this very moment, none. */
const cameSecond = ["PreconditionFailed", "ConditionalRequestConflict", "NoSuchKey"];

/** Stores JSON if the object is still of `version`; gives its new version, or undefined when somebody was faster. */
export async function putIf(bucket: Bucket, key: string, value: unknown, version: Version): Promise<string | undefined> {
  const condition = version === undefined ? { IfNoneMatch: "*" } : { IfMatch: version };
  const object = { Bucket: bucket.name, Key: key, Body: jsonBody(value), ContentType: "application/json", ...condition };
  try {
    const { ETag } = await bucket.s3.send(new PutObjectCommand(object), options(bucket));
    return ETag ?? "";
  } catch (error) {
    if (cameSecond.includes(nameOf(error))) return undefined;
    throw error;
  }
}

/** Copies an object within the bucket, under new headers. `from` is a key that needs no percent-encoding. */
export async function copy(
  bucket: Bucket,
  from: string,
  to: string,
  headers: { ContentType: string; CacheControl: string },
): Promise<void> {
  const source = { CopySource: `${bucket.name}/${from}`, MetadataDirective: "REPLACE" as const };
  await bucket.s3.send(new CopyObjectCommand({ Bucket: bucket.name, Key: to, ...source, ...headers }), options(bucket));
}

/** Deletes objects. @throws BuildProblem naming the first that stays. */
export async function remove(bucket: Bucket, keys: readonly string[]): Promise<void> {
  for (let start = 0; start < keys.length; start += deletionBatch) {
    const Objects = keys.slice(start, start + deletionBatch).map((Key) => ({ Key }));
    const order = new DeleteObjectsCommand({ Bucket: bucket.name, Delete: { Objects, Quiet: true } });
    const { Errors } = await bucket.s3.send(order, options(bucket));
    const [first] = Errors ?? [];
    if (first) throw new BuildProblem(`s3://${bucket.name}/${first.Key} could not be removed: ${first.Code} ${first.Message}`);
  }
}
