/** PutObject */
import type { RawResponse } from "../../../contracts.ts";
import { authorizeObject } from "../access.ts";
import type { S3Context, S3Request } from "../context.ts";
import type { EventName } from "../notifications/configuration.ts";
import type { Author } from "../notifications/event.ts";
import { bodyAlgorithm, type ChecksumAlgorithm, checksumHeaders } from "../rules/checksum.ts";
import { checkWriteCondition } from "../rules/conditions.ts";
import { type ObjectHeaders, objectHeaders } from "../rules/object-headers.ts";
import { checkLength } from "../rules/request-body.ts";
import { receiveBody } from "../store/body-file.ts";
import type { Bucket } from "../store/bucket.ts";
import type { ObjectRecord } from "../store/object-record.ts";

export async function putObject(request: S3Request, context: S3Context): Promise<RawResponse> {
  const { headers, key, principal } = request;
  const bucket = context.buckets.get(request.bucket);
  authorizeObject(context, principal, "s3:PutObject", bucket.name, key);
  checkLength(headers);
  const record = await storeObject(context, bucket, key, {
    body: request.body,
    algorithm: bodyAlgorithm(headers),
    conditions: headers,
    event: "ObjectCreated:Put",
    by: request,
    ...objectHeaders(headers),
  });
  return {
    status: 200,
    headers: { etag: `"${record.etag}"`, "x-amz-server-side-encryption": "AES256", ...checksumHeaders(record.checksum) },
  };
}

/** What becomes an object. `conditions` are the headers If-Match and If-None-Match. */
export interface NewObject extends ObjectHeaders {
  readonly body: AsyncIterable<Uint8Array>;
  readonly algorithm: ChecksumAlgorithm | undefined;
  readonly conditions: Readonly<Record<string, string>>;
  /** What is told of it, and for whom it is put. */
  readonly event: EventName;
  readonly by: Author;
}

/** Receives the body, then puts the object in one step. @throws PreconditionFailed, NoSuchKey, and what the body throws */
export async function storeObject(context: S3Context, bucket: Bucket, key: string, object: NewObject): Promise<ObjectRecord> {
  const { algorithm, conditions, headers, metadata } = object;
  // Asked twice: before a long body travels in vain, and in one step with the change.
  checkWriteCondition(conditions, key, bucket.get(key));
  const received = await receiveBody(bucket.bodiesFolder, object.body, algorithm);
  const record: ObjectRecord = {
    key,
    body: received.file,
    size: received.size,
    etag: received.md5.toString("hex"),
    lastModified: wholeSeconds(context.cloud.clock.now()),
    headers,
    metadata,
    ...(received.checksum !== undefined && { checksum: received.checksum }),
  };
  bucket.put(record, (current) => checkWriteCondition(conditions, key, current));
  context.notifications.tell({ name: object.event, bucket: bucket.name, key, record, by: object.by });
  return record;
}

/** S3 keeps times to the second. */
export const wholeSeconds = (milliseconds: number): number => Math.floor(milliseconds / 1000) * 1000;
