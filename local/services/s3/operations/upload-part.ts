/** UploadPart */
import type { RawResponse } from "../../../contracts.ts";
import { authorizeObject } from "../access.ts";
import type { S3Context, S3Request } from "../context.ts";
import { bodyAlgorithm, type ChecksumAlgorithm, checksumHeader } from "../rules/checksum.ts";
import { invalidArgument } from "../rules/errors.ts";
import { checkLength } from "../rules/request-body.ts";
import { receiveBody } from "../store/body-file.ts";
import type { Bucket } from "../store/bucket.ts";
import type { Part } from "../store/uploads.ts";
import { wholeSeconds } from "./put-object.ts";

const maximumPartNumber = 10_000;

export async function uploadPart(request: S3Request, context: S3Context): Promise<RawResponse> {
  const { key, query, headers, principal } = request;
  const bucket = context.buckets.get(request.bucket);
  authorizeObject(context, principal, "s3:PutObject", bucket.name, key);
  const partNumber = parsePartNumber(query.get("partNumber") ?? "");
  const upload = bucket.uploads.get(query.get("uploadId") ?? "", key);

  checkLength(headers);
  const algorithm = bodyAlgorithm(headers) ?? upload.checksum?.algorithm;
  const { etag, checksum } = await storePart(context, bucket, upload.uploadId, { partNumber, body: request.body, algorithm });
  return {
    status: 200,
    headers: {
      etag: `"${etag}"`,
      "x-amz-server-side-encryption": "AES256",
      ...(checksum !== undefined && { [checksumHeader(checksum.algorithm)]: checksum.value }),
    },
  };
}

/** What becomes a part. */
export interface NewPart {
  readonly partNumber: number;
  readonly body: AsyncIterable<Uint8Array>;
  readonly algorithm: ChecksumAlgorithm | undefined;
}

/** Receives the body, then puts the part in place of what had its number. @throws what the body throws */
export async function storePart(
  { cloud }: S3Context,
  { uploads }: Bucket,
  uploadId: string,
  { partNumber, body, algorithm }: NewPart,
): Promise<Part> {
  const received = await receiveBody(uploads.folder(uploadId), body, algorithm);
  const part: Part = {
    partNumber,
    body: received.file,
    size: received.size,
    etag: received.md5.toString("hex"),
    lastModified: wholeSeconds(cloud.clock.now()),
    ...(received.checksum !== undefined && { checksum: received.checksum }),
  };
  uploads.putPart(uploadId, part);
  return part;
}

/** @throws InvalidArgument */
export function parsePartNumber(value: string): number {
  const number = Number(value);
  if (/^\d+$/.test(value) && number >= 1 && number <= maximumPartNumber) return number;
  throw invalidArgument(`Part number must be an integer between 1 and ${maximumPartNumber}, inclusive`, "partNumber", value);
}
