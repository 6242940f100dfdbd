/** ListObjectsV2 */
import type { RawResponse } from "../../../contracts.ts";
import { authorizeBucket } from "../access.ts";
import type { S3Context, S3Request } from "../context.ts";
import { invalidArgument } from "../rules/errors.ts";
import { contentsEntry, listParameters } from "../rules/list-parameters.ts";
import { type ListingStart, listPage } from "../rules/listing.ts";
import { xmlDocument } from "../rules/xml.ts";
import { xmlResponse } from "../rules/xml-response.ts";

export function listObjectsV2({ bucket: name, principal, query }: S3Request, context: S3Context): RawResponse {
  const bucket = context.buckets.get(name);
  authorizeBucket(context, principal, "s3:ListBucket", name);
  const parameters = listParameters(query);
  const token = query.get("continuation-token");
  const startAfter = query.get("start-after") ?? "";
  const start = token === null ? startAfterKey(startAfter) : readToken(token);
  const { keys, commonPrefixes, next } = listPage(bucket.keys, { ...parameters, start });

  const { encode, encodingType, prefix, delimiter, maxKeys } = parameters;
  const owner = query.get("fetch-owner") === "true" ? { Owner: { ID: context.cloud.accountId } } : {};
  return xmlResponse(
    xmlDocument("ListBucketResult", {
      Name: name,
      Prefix: encode(prefix),
      Delimiter: delimiter === "" ? undefined : encode(delimiter),
      StartAfter: startAfter === "" ? undefined : encode(startAfter),
      ContinuationToken: token ?? undefined,
      NextContinuationToken: next === undefined ? undefined : writeToken(next),
      KeyCount: keys.length + commonPrefixes.length,
      MaxKeys: maxKeys,
      EncodingType: encodingType,
      IsTruncated: next !== undefined,
      Contents: keys.flatMap((key) => {
        const record = bucket.get(key);
        return record === undefined ? [] : [{ ...contentsEntry(record, encode), ...owner }];
      }),
      CommonPrefixes: commonPrefixes.map((common) => ({ Prefix: encode(common) })),
    }),
  );
}

const startAfterKey = (key: string): ListingStart | undefined => (key === "" ? undefined : { afterKey: key });

const writeToken = (start: ListingStart): string => Buffer.from(JSON.stringify(start)).toString("base64");

function readToken(token: string): ListingStart {
  try {
    const start: unknown = JSON.parse(Buffer.from(token, "base64").toString());
    if (typeof start === "object" && start !== null) {
      if ("afterKey" in start && typeof start.afterKey === "string") return { afterKey: start.afterKey };
      if ("afterPrefix" in start && typeof start.afterPrefix === "string") return { afterPrefix: start.afterPrefix };
    }
  } catch {
    // Not a token of ours, as the error below says.
  }
  throw invalidArgument("The continuation token provided is incorrect", "continuation-token", token);
}
