/** CopyObject, within this cloud. */
import type { RawResponse } from "../../../contracts.ts";
import { authorizeObject, refuseMissingKey } from "../access.ts";
import type { S3Context, S3Request } from "../context.ts";
import { checksumAlgorithm, checksumFields } from "../rules/checksum.ts";
import { readCondition } from "../rules/conditions.ts";
import { parseCopySource } from "../rules/copy-source.ts";
import { invalidArgument, invalidRequest, preconditionFailed } from "../rules/errors.ts";
import { type ObjectHeaders, objectHeaders } from "../rules/object-headers.ts";
import { xmlDocument } from "../rules/xml.ts";
import { xmlResponse } from "../rules/xml-response.ts";
import type { ObjectRecord } from "../store/object-record.ts";
import { storeObject } from "./put-object.ts";

export async function copyObject(request: S3Request, context: S3Context): Promise<RawResponse> {
  const { headers, key, principal } = request;
  const bucket = context.buckets.get(request.bucket);
  const source = parseCopySource(headers["x-amz-copy-source"] ?? "");
  const sourceBucket = context.buckets.get(source.bucket);
  authorizeObject(context, principal, "s3:GetObject", source.bucket, source.key);
  authorizeObject(context, principal, "s3:PutObject", bucket.name, key);

  const record = sourceBucket.get(source.key) ?? refuseMissingKey(context, principal, source.bucket, source.key);
  if (readCondition(headers, record, "x-amz-copy-source-") === "not-modified") throw preconditionFailed("x-amz-copy-source-If-*");
  const kept = keptHeaders(headers, record);
  if (kept === record && bucket === sourceBucket && key === source.key) {
    throw invalidRequest(
      "This copy request is illegal because it is trying to copy an object to itself without changing the object's metadata, storage class, website redirect location or encryption attributes.",
    );
  }
  const named = headers["x-amz-checksum-algorithm"];
  const algorithm = named === undefined ? record.checksum?.algorithm : checksumAlgorithm(named);
  const copy = await storeObject(context, bucket, key, {
    body: sourceBucket.read(record),
    algorithm,
    conditions: headers,
    event: "ObjectCreated:Copy",
    by: request,
    headers: kept.headers,
    metadata: kept.metadata,
  });
  return xmlResponse(
    xmlDocument("CopyObjectResult", {
      LastModified: new Date(copy.lastModified).toISOString(),
      ETag: `"${copy.etag}"`,
      ...checksumFields(copy.checksum),
    }),
    { "x-amz-server-side-encryption": "AES256" },
  );
}

function keptHeaders(headers: Readonly<Record<string, string>>, record: ObjectRecord): ObjectHeaders {
  const directive = headers["x-amz-metadata-directive"] ?? "COPY";
  if (directive === "COPY") return record;
  if (directive === "REPLACE") return objectHeaders(headers);
  throw invalidArgument("Unknown metadata directive.", "x-amz-metadata-directive", directive);
}
