/** What GetObject and HeadObject share: the object, its conditions, its range, its headers. */
import { authorizeObject, refuseMissingKey } from "../access.ts";
import type { S3Context, S3Request } from "../context.ts";
import { checksumHeaders } from "../rules/checksum.ts";
import { readCondition } from "../rules/conditions.ts";
import { invalidRequest } from "../rules/errors.ts";
import { answeredHeaders } from "../rules/object-headers.ts";
import { partRange } from "../rules/part-range.ts";
import { type ByteRange, parseRange } from "../rules/range.ts";
import type { Bucket } from "../store/bucket.ts";
import type { ObjectRecord } from "../store/object-record.ts";

export interface ObjectAnswer {
  readonly status: 200 | 206 | 304;
  readonly headers: Readonly<Record<string, string>>;
  readonly bucket: Bucket;
  readonly record: ObjectRecord;
  readonly range: ByteRange | undefined;
}

/** @throws NoSuchBucket, AccessDenied, NoSuchKey, PreconditionFailed, InvalidRange, InvalidPartNumber, InvalidArgument */
export function answerObject(request: S3Request, context: S3Context): ObjectAnswer {
  const { key, principal, headers: asked } = request;
  const bucket = context.buckets.get(request.bucket);
  authorizeObject(context, principal, "s3:GetObject", bucket.name, key);
  const record = bucket.get(key) ?? refuseMissingKey(context, principal, bucket.name, key);

  const validators = { etag: `"${record.etag}"`, "last-modified": new Date(record.lastModified).toUTCString() };
  if (readCondition(asked, record) === "not-modified") {
    return { status: 304, headers: validators, bucket, record, range: undefined };
  }
  const part = request.query.get("partNumber");
  if (part !== null && asked.range !== undefined) {
    throw invalidRequest("Cannot specify both Range header and partNumber query parameter");
  }
  const range = part === null ? parseRange(asked.range, record.size) : partRange(part, record);
  const wantsChecksum = asked["x-amz-checksum-mode"]?.toUpperCase() === "ENABLED" && range === undefined;
  const headers = {
    ...answeredHeaders(record, request.query),
    ...validators,
    "accept-ranges": "bytes",
    "content-length": String(range === undefined ? record.size : range.last - range.first + 1),
    "x-amz-server-side-encryption": "AES256",
    ...(range !== undefined && { "content-range": `bytes ${range.first}-${range.last}/${record.size}` }),
    ...(part !== null && record.parts !== undefined && { "x-amz-mp-parts-count": String(record.parts.length) }),
    ...(wantsChecksum && checksumHeaders(record.checksum)),
  };
  return { status: range === undefined ? 200 : 206, headers, bucket, record, range };
}
