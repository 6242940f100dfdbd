/** ListMultipartUploads: those under way, by key and then by when they began. */
import type { RawResponse } from "../../../contracts.ts";
import { authorizeBucket } from "../access.ts";
import type { S3Context, S3Request } from "../context.ts";
import { listParameters, pageSize } from "../rules/list-parameters.ts";
import { compareUtf8 } from "../rules/utf8-order.ts";
import { xmlDocument } from "../rules/xml.ts";
import { xmlResponse } from "../rules/xml-response.ts";
import type { Upload } from "../store/uploads.ts";

export function listMultipartUploads({ bucket: name, query, principal }: S3Request, context: S3Context): RawResponse {
  const { uploads } = context.buckets.get(name);
  authorizeBucket(context, principal, "s3:ListBucketMultipartUploads", name);
  const { prefix, delimiter, encode, encodingType } = listParameters(query);
  const maxUploads = pageSize(query, "max-uploads");
  const keyMarker = query.get("key-marker") ?? "";
  // S3 goes by the id's marker only beside the key's.
  const idMarker = keyMarker === "" ? "" : (query.get("upload-id-marker") ?? "");

  const under = uploads.list().filter(({ key }) => key.startsWith(prefix));
  const after = skipTo(under.toSorted(order), keyMarker, idMarker);
  const entries = grouped(after, prefix, delimiter).filter((entry) => "uploadId" in entry || entry.common > keyMarker);
  const page = entries.slice(0, maxUploads);
  const truncated = maxUploads > 0 && entries.length > page.length;
  const last = page.at(-1);
  return xmlResponse(
    xmlDocument("ListMultipartUploadsResult", {
      Bucket: name,
      KeyMarker: encode(keyMarker),
      UploadIdMarker: idMarker,
      ...(truncated &&
        last !== undefined && {
          NextKeyMarker: encode("uploadId" in last ? last.key : last.common),
          NextUploadIdMarker: "uploadId" in last ? last.uploadId : "",
        }),
      Prefix: encode(prefix),
      Delimiter: delimiter === "" ? undefined : encode(delimiter),
      EncodingType: encodingType,
      MaxUploads: maxUploads,
      IsTruncated: truncated,
      Upload: page.flatMap((entry) => ("uploadId" in entry ? [uploadFields(entry, encode, context.cloud.accountId)] : [])),
      CommonPrefixes: page.flatMap((entry) => ("common" in entry ? [{ Prefix: encode(entry.common) }] : [])),
    }),
  );
}

/** The id decides between uploads that began in the same millisecond, so that pages never depend on chance. */
const order = (a: Upload, b: Upload) =>
  compareUtf8(a.key, b.key) || a.initiated - b.initiated || compareUtf8(a.uploadId, b.uploadId);

/** What comes after the markers: without an id, after every upload of the key. */
function skipTo(sorted: readonly Upload[], keyMarker: string, idMarker: string): readonly Upload[] {
  if (keyMarker === "") return sorted;
  const named = sorted.findIndex(({ key, uploadId }) => key === keyMarker && uploadId === idMarker);
  return named === -1 ? sorted.filter(({ key }) => compareUtf8(key, keyMarker) > 0) : sorted.slice(named + 1);
}

/** Uploads whose key has the delimiter after the prefix are shown once, as the prefix that they have in common. */
function grouped(uploads: readonly Upload[], prefix: string, delimiter: string): (Upload | { common: string })[] {
  const entries: (Upload | { common: string })[] = [];
  const seen = new Set<string>();
  for (const upload of uploads) {
    const end = delimiter === "" ? -1 : upload.key.indexOf(delimiter, prefix.length);
    if (end === -1) {
      entries.push(upload);
      continue;
    }
    const common = upload.key.slice(0, end + delimiter.length);
    if (!seen.has(common)) entries.push({ common });
    seen.add(common);
  }
  return entries;
}

const uploadFields = ({ key, uploadId, initiated, checksum }: Upload, encode: (name: string) => string, owner: string) => ({
  Key: encode(key),
  UploadId: uploadId,
  Initiator: { ID: owner },
  Owner: { ID: owner },
  StorageClass: "STANDARD",
  Initiated: new Date(initiated).toISOString(),
  ...(checksum !== undefined && { ChecksumAlgorithm: checksum.algorithm, ChecksumType: checksum.type }),
});
