/** ListObjects, the first version, which the AWS CLI's lower commands still call. */
import type { RawResponse } from "../../../contracts.ts";
import { authorizeBucket } from "../access.ts";
import type { S3Context, S3Request } from "../context.ts";
import { contentsEntry, listParameters } from "../rules/list-parameters.ts";
import { type ListingStart, listPage } from "../rules/listing.ts";
import { xmlDocument } from "../rules/xml.ts";
import { xmlResponse } from "../rules/xml-response.ts";

export function listObjects({ bucket: name, principal, query }: S3Request, context: S3Context): RawResponse {
  const bucket = context.buckets.get(name);
  authorizeBucket(context, principal, "s3:ListBucket", name);
  const parameters = listParameters(query);
  const { encode, encodingType, prefix, delimiter, maxKeys } = parameters;
  const marker = query.get("marker") ?? "";
  const { keys, commonPrefixes, next } = listPage(bucket.keys, { ...parameters, start: startAt(marker, prefix, delimiter) });

  const nextMarker = next === undefined ? undefined : "afterKey" in next ? next.afterKey : next.afterPrefix;
  return xmlResponse(
    xmlDocument("ListBucketResult", {
      Name: name,
      Prefix: encode(prefix),
      Marker: encode(marker),
      // Without a delimiter, clients go on from the last key themselves.
      NextMarker: nextMarker === undefined || delimiter === "" ? undefined : encode(nextMarker),
      MaxKeys: maxKeys,
      Delimiter: delimiter === "" ? undefined : encode(delimiter),
      EncodingType: encodingType,
      IsTruncated: next !== undefined,
      Contents: keys.flatMap((key) => {
        const record = bucket.get(key);
        return record === undefined ? [] : [{ ...contentsEntry(record, encode), Owner: { ID: context.cloud.accountId } }];
      }),
      CommonPrefixes: commonPrefixes.map((common) => ({ Prefix: encode(common) })),
    }),
  );
}

/** A marker that is itself a common prefix (a NextMarker) stands for all keys under it. */
function startAt(marker: string, prefix: string, delimiter: string): ListingStart | undefined {
  if (marker === "") return undefined;
  const isCommonPrefix = delimiter !== "" && marker.endsWith(delimiter) && marker.startsWith(prefix) && marker !== prefix;
  return isCommonPrefix ? { afterPrefix: marker } : { afterKey: marker };
}
