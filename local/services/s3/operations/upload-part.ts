/** UploadPart */
import type { RawResponse } from "../../../contracts.ts";
import { authorizeObject } from "../access.ts";
import type { S3Context, S3Request } from "../context.ts";
import { bodyAlgorithm, checksumHeader } from "../rules/checksum.ts";
import { invalidArgument, notImplemented } from "../rules/errors.ts";
import { checkLength } from "../rules/request-body.ts";
import { receiveBody } from "../store/body-file.ts";
import { wholeSeconds } from "./put-object.ts";

const maximumPartNumber = 10_000;

export async function uploadPart(request: S3Request, context: S3Context): Promise<RawResponse> {
  const { key, query, headers, principal } = request;
  const bucket = context.buckets.get(request.bucket);
  authorizeObject(context, principal, "s3:PutObject", bucket.name, key);
  if (headers["x-amz-copy-source"] !== undefined) throw notImplemented("UploadPartCopy");
  const partNumber = parsePartNumber(query.get("partNumber") ?? "");
  const upload = bucket.uploads.get(query.get("uploadId") ?? "", key);

  checkLength(headers);
  const algorithm = bodyAlgorithm(headers) ?? upload.checksum?.algorithm;
  const received = await receiveBody(bucket.uploads.folder(upload.uploadId), request.body, algorithm);
  const etag = received.md5.toString("hex");
  bucket.uploads.putPart(upload.uploadId, {
    partNumber,
    body: received.file,
    size: received.size,
    etag,
    lastModified: wholeSeconds(context.cloud.clock.now()),
    ...(received.checksum !== undefined && { checksum: received.checksum }),
  });
  const { checksum } = received;
  return {
    status: 200,
    headers: {
      etag: `"${etag}"`,
      "x-amz-server-side-encryption": "AES256",
      ...(checksum !== undefined && { [checksumHeader(checksum.algorithm)]: checksum.value }),
    },
  };
}

function parsePartNumber(value: string): number {
  const number = Number(value);
  if (/^\d+$/.test(value) && number >= 1 && number <= maximumPartNumber) return number;
  throw invalidArgument(`Part number must be an integer between 1 and ${maximumPartNumber}, inclusive`, "partNumber", value);
}
