/** UploadPartCopy: a part of an upload that is a range of an object, which is how clients copy large objects. */
import type { RawResponse } from "../../../contracts.ts";
import { authorizeObject, refuseMissingKey } from "../access.ts";
import type { S3Context, S3Request } from "../context.ts";
import { checksumFields } from "../rules/checksum.ts";
import { readCondition } from "../rules/conditions.ts";
import { parseCopySource } from "../rules/copy-source.ts";
import { invalidArgument, invalidRequest, preconditionFailed } from "../rules/errors.ts";
import type { ByteRange } from "../rules/range.ts";
import { xmlDocument } from "../rules/xml.ts";
import { xmlResponse } from "../rules/xml-response.ts";
import { parsePartNumber, storePart } from "./upload-part.ts";

export async function uploadPartCopy(request: S3Request, context: S3Context): Promise<RawResponse> {
  const { key, query, headers, principal } = request;
  const bucket = context.buckets.get(request.bucket);
  const source = parseCopySource(headers["x-amz-copy-source"] ?? "");
  const sourceBucket = context.buckets.get(source.bucket);
  authorizeObject(context, principal, "s3:GetObject", source.bucket, source.key);
  authorizeObject(context, principal, "s3:PutObject", bucket.name, key);
  const partNumber = parsePartNumber(query.get("partNumber") ?? "");
  const upload = bucket.uploads.get(query.get("uploadId") ?? "", key);

  const record = sourceBucket.get(source.key) ?? refuseMissingKey(context, principal, source.bucket, source.key);
  if (readCondition(headers, record, "x-amz-copy-source-") === "not-modified") throw preconditionFailed("x-amz-copy-source-If-*");
  const body = sourceBucket.read(record, parseCopyRange(headers["x-amz-copy-source-range"], record.size));
  const part = await storePart(context, bucket, upload.uploadId, { partNumber, body, algorithm: upload.checksum?.algorithm });
  const { ChecksumType: _, ...checksum } = checksumFields(part.checksum);
  return xmlResponse(
    xmlDocument("CopyPartResult", {
      LastModified: new Date(part.lastModified).toISOString(),
      ETag: `"${part.etag}"`,
      ...checksum,
    }),
    { "x-amz-server-side-encryption": "AES256" },
  );
}

/** Unlike a GET's range, it must name both ends, and both must be within the object. @throws InvalidArgument, InvalidRequest */
function parseCopyRange(header: string | undefined, size: number): ByteRange | undefined {
  if (header === undefined) return undefined;
  const [, first, last] = /^bytes=(\d+)-(\d+)$/.exec(header) ?? [];
  const range = { first: Number(first), last: Number(last) };
  if (first === undefined || range.last < range.first) {
    throw invalidArgument(
      "The x-amz-copy-source-range value must be of the form bytes=first-last where first and last are the zero-based offsets of the first and last bytes to copy",
      "x-amz-copy-source-range",
      header,
    );
  }
  if (range.last >= size) throw invalidRequest("The specified copy range is invalid for the source object size.");
  return range;
}
