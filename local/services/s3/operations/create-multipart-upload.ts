/** CreateMultipartUpload */
import type { RawResponse } from "../../../contracts.ts";
import { authorizeObject } from "../access.ts";
import type { S3Context, S3Request } from "../context.ts";
import { checksumAlgorithm } from "../rules/checksum.ts";
import { invalidRequest } from "../rules/errors.ts";
import { objectHeaders } from "../rules/object-headers.ts";
import { xmlDocument } from "../rules/xml.ts";
import { xmlResponse } from "../rules/xml-response.ts";
import type { Upload } from "../store/uploads.ts";

export function createMultipartUpload({ bucket: name, key, headers, principal }: S3Request, context: S3Context): RawResponse {
  const bucket = context.buckets.get(name);
  authorizeObject(context, principal, "s3:PutObject", name, key);
  const checksum = declaredChecksum(headers);
  const { uploadId } = bucket.uploads.create({
    key,
    initiated: context.cloud.clock.now(),
    ...objectHeaders(headers),
    ...(checksum !== undefined && { checksum }),
  });
  return xmlResponse(xmlDocument("InitiateMultipartUploadResult", { Bucket: name, Key: key, UploadId: uploadId }), {
    "x-amz-server-side-encryption": "AES256",
    ...(checksum !== undefined && { "x-amz-checksum-algorithm": checksum.algorithm, "x-amz-checksum-type": checksum.type }),
  });
}

function declaredChecksum(headers: Readonly<Record<string, string>>): Upload["checksum"] {
  const { "x-amz-checksum-algorithm": name, "x-amz-checksum-type": named } = headers;
  if (name === undefined) return undefined;
  const algorithm = checksumAlgorithm(name);
  const type = named ?? (algorithm === "CRC64NVME" ? "FULL_OBJECT" : "COMPOSITE");
  if (type !== "COMPOSITE" && type !== "FULL_OBJECT") throw invalidRequest("Value for x-amz-checksum-type header is invalid.");
  if (algorithm === "CRC64NVME" ? type === "COMPOSITE" : algorithm.startsWith("SHA") && type === "FULL_OBJECT") {
    throw invalidRequest(`The ${type} checksum type cannot be used with the ${algorithm.toLowerCase()} checksum algorithm.`);
  }
  return { algorithm, type };
}
