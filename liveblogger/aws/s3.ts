import {
  GetObjectCommand,
  NoSuchKey,
  PutObjectCommand,
  paginateListObjectsV2,
  S3Client,
  S3ServiceException,
} from "@aws-sdk/client-s3";

const client = new S3Client({});

export interface StoredObject {
  readonly bytes: Uint8Array;
  readonly metadata: Readonly<Record<string, string>>;
}

/** An object, or undefined when there is none of this key. */
export async function getObject(bucket: string, key: string): Promise<StoredObject | undefined> {
  try {
    const { Body, Metadata = {} } = await client.send(new GetObjectCommand({ Bucket: bucket, Key: key }));
    return { bytes: (await Body?.transformToByteArray()) ?? new Uint8Array(), metadata: Metadata };
  } catch (error) {
    if (error instanceof NoSuchKey) return undefined;
    throw error;
  }
}

/** The keys that begin with `prefix` and come after `after`, in their order. */
export async function* listKeys(bucket: string, prefix: string, after: string): AsyncGenerator<string> {
  const pages = paginateListObjectsV2({ client }, { Bucket: bucket, Prefix: prefix, StartAfter: after });
  for await (const { Contents = [] } of pages) for (const { Key = "" } of Contents) yield Key;
}

export interface NewObject {
  readonly bytes: Uint8Array | string;
  readonly contentType: string;
  readonly cacheControl?: string;
  readonly metadata?: Record<string, string>;
}

/** Stores an object, in place of what is there. */
export async function putObject(bucket: string, key: string, object: NewObject): Promise<void> {
  await client.send(new PutObjectCommand(orderOf(bucket, key, object)));
}

/** Stores an object if there is none of this key; false when there is one. */
export async function putNewObject(bucket: string, key: string, object: NewObject): Promise<boolean> {
  try {
    await client.send(new PutObjectCommand({ ...orderOf(bucket, key, object), IfNoneMatch: "*" }));
    return true;
  } catch (error) {
    if (error instanceof S3ServiceException && error.name === "PreconditionFailed") return false;
    throw error;
  }
}

const orderOf = (bucket: string, key: string, { bytes, contentType, cacheControl, metadata }: NewObject) => ({
  Bucket: bucket,
  Key: key,
  Body: bytes,
  ContentType: contentType,
  ...(cacheControl && { CacheControl: cacheControl }),
  ...(metadata && { Metadata: metadata }),
});
