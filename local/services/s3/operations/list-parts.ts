/** ListParts */
import type { RawResponse } from "../../../contracts.ts";
import { authorizeObject } from "../access.ts";
import type { S3Context, S3Request } from "../context.ts";
import { checksumFields } from "../rules/checksum.ts";
import { invalidArgument } from "../rules/errors.ts";
import { pageSize } from "../rules/list-parameters.ts";
import { xmlDocument } from "../rules/xml.ts";
import { xmlResponse } from "../rules/xml-response.ts";

export function listParts({ bucket: name, key, query, principal }: S3Request, context: S3Context): RawResponse {
  const { uploads } = context.buckets.get(name);
  authorizeObject(context, principal, "s3:ListMultipartUploadParts", name, key);
  const upload = uploads.get(query.get("uploadId") ?? "", key);
  const maxParts = pageSize(query, "max-parts");
  const marker = query.get("part-number-marker") ?? "0";
  if (!/^\d{1,5}$/.test(marker)) {
    throw invalidArgument(
      "Argument part-number-marker must be an integer between 0 and 2147483647",
      "part-number-marker",
      marker,
    );
  }

  const rest = uploads.parts(upload.uploadId).filter(({ partNumber }) => partNumber > Number(marker));
  const parts = rest.slice(0, maxParts);
  return xmlResponse(
    xmlDocument("ListPartsResult", {
      Bucket: name,
      Key: key,
      UploadId: upload.uploadId,
      StorageClass: "STANDARD",
      PartNumberMarker: marker,
      NextPartNumberMarker: parts.at(-1)?.partNumber ?? 0,
      MaxParts: maxParts,
      IsTruncated: rest.length > parts.length,
      ...(upload.checksum !== undefined && { ChecksumAlgorithm: upload.checksum.algorithm, ChecksumType: upload.checksum.type }),
      Part: parts.map((part) => {
        const { ChecksumType: _, ...checksum } = checksumFields(part.checksum);
        return {
          PartNumber: part.partNumber,
          LastModified: new Date(part.lastModified).toISOString(),
          ETag: `"${part.etag}"`,
          Size: part.size,
          ...checksum,
        };
      }),
    }),
  );
}
