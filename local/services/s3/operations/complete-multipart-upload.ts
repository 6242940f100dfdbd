/** CompleteMultipartUpload */
import { text } from "node:stream/consumers";
import type { RawResponse } from "../../../contracts.ts";
import { authorizeObject } from "../access.ts";
import type { S3Context, S3Request } from "../context.ts";
import { checksumFields, givenChecksum } from "../rules/checksum.ts";
import { completedParts, compositeChecksum, multipartEtag } from "../rules/completed-parts.ts";
import { checkWriteCondition } from "../rules/conditions.ts";
import { badDigest } from "../rules/errors.ts";
import { parseXml, xmlDocument } from "../rules/xml.ts";
import { xmlResponse } from "../rules/xml-response.ts";
import { receiveBody } from "../store/body-file.ts";
import type { ObjectRecord } from "../store/object-record.ts";
import { wholeSeconds } from "./put-object.ts";

export async function completeMultipartUpload(request: S3Request, context: S3Context): Promise<RawResponse> {
  const { key, query, headers, principal } = request;
  const bucket = context.buckets.get(request.bucket);
  authorizeObject(context, principal, "s3:PutObject", bucket.name, key);
  const body = parseXml(await text(request.body), "CompleteMultipartUpload");
  const { uploads } = bucket;
  const upload = uploads.get(query.get("uploadId") ?? "", key);
  const parts = completedParts(body, uploads.parts(upload.uploadId));
  checkWriteCondition(headers, key, bucket.get(key));

  const fullObject = upload.checksum?.type === "FULL_OBJECT" ? upload.checksum.algorithm : undefined;
  const received = await receiveBody(bucket.bodiesFolder, uploads.read(upload.uploadId, parts), fullObject);
  const checksum = received.checksum ?? (await compositeChecksum(upload.checksum, parts));
  const record: ObjectRecord = {
    key,
    body: received.file,
    size: received.size,
    etag: multipartEtag(parts),
    lastModified: wholeSeconds(context.cloud.clock.now()),
    headers: upload.headers,
    metadata: upload.metadata,
    parts: parts.map(({ size }) => size),
    ...(checksum !== undefined && { checksum }),
  };
  const expected = givenChecksum(headers);
  bucket.put(record, (current) => {
    if (expected !== undefined && expected.value !== checksum?.value) throw badDigest(expected.algorithm);
    checkWriteCondition(headers, key, current);
  });
  context.notifications.tell({ name: "ObjectCreated:CompleteMultipartUpload", bucket: bucket.name, key, record, by: request });
  uploads.remove(upload.uploadId);
  return xmlResponse(
    xmlDocument("CompleteMultipartUploadResult", {
      Location: `${context.cloud.endpoint}/${bucket.name}/${encodeURIComponent(key)}`,
      Bucket: bucket.name,
      Key: key,
      ETag: `"${record.etag}"`,
      ...checksumFields(checksum),
    }),
    { "x-amz-server-side-encryption": "AES256" },
  );
}
