/**
 * Addresses presigned by Signature Version 2, which boto3 still makes for S3 in us-east-1 unless it is told otherwise
 * (https://docs.aws.amazon.com/AmazonS3/latest/API/RESTAuthentication.html, "Query string request authentication").
 * No other request is taken with such a signature.
 */
import { createHmac } from "node:crypto";
import type { FindKey, KnownKey } from "../sigv4/authenticate.ts";
import { AuthenticationFailure } from "../sigv4/authentication-failure.ts";
import { sameSignature } from "../sigv4/signature.ts";
import type { SignableRequest } from "../sigv4/signed-request.ts";

/** The query parameters that name what of an object or a bucket is meant, and so are signed with the path. */
const signedParameters = new Set([
  "accelerate",
  "acl",
  "analytics",
  "cors",
  "delete",
  "inventory",
  "lifecycle",
  "location",
  "logging",
  "metrics",
  "notification",
  "object-lock",
  "partNumber",
  "policy",
  "replication",
  "requestPayment",
  "response-cache-control",
  "response-content-disposition",
  "response-content-encoding",
  "response-content-language",
  "response-content-type",
  "response-expires",
  "restore",
  "select",
  "select-type",
  "storageClass",
  "tagging",
  "torrent",
  "uploadId",
  "uploads",
  "versionId",
  "versioning",
  "versions",
  "website",
]);

export function isPresignedV2({ query }: SignableRequest): boolean {
  return query.has("AWSAccessKeyId") && query.has("Signature") && query.has("Expires");
}

/**
 * @param path with the bucket in it, also where the bucket is in the Host
 * @param now milliseconds since the epoch
 * @returns whose key signed it
 * @throws AuthenticationFailure
 */
export function authenticateV2(request: SignableRequest, path: string, findKey: FindKey, now: number): KnownKey {
  const { query } = request;
  const expires = query.get("Expires") ?? "";
  if (!/^\d{1,12}$/.test(expires))
    throw new AuthenticationFailure("expired-request", `Invalid date (should be seconds since epoch): ${expires}`);
  if (now > Number(expires) * 1000) throw new AuthenticationFailure("expired-request", "Request has expired");
  const known = findKey(query.get("AWSAccessKeyId") ?? "");
  if (!known) throw new AuthenticationFailure("unknown-key", "The AWS Access Key Id you provided does not exist in our records.");
  const expected = createHmac("sha1", known.secretAccessKey)
    .update(stringToSign(request, path, expires))
    .digest("base64");
  if (!sameSignature(expected, query.get("Signature") ?? ""))
    throw new AuthenticationFailure(
      "mismatch",
      "The request signature we calculated does not match the signature you provided. Check your key and signing method.",
    );
  if (known.sessionToken !== (amazonValues(request).get("x-amz-security-token") ?? undefined))
    throw new AuthenticationFailure("invalid-token", "The provided token is malformed or otherwise invalid.");
  return known;
}

function stringToSign(request: SignableRequest, path: string, expires: string): string {
  const { method, headers } = request;
  const amazon = [...amazonValues(request)].sort(([a], [b]) => (a < b ? -1 : 1));
  return [
    method,
    headers["content-md5"] ?? "",
    headers["content-type"] ?? "",
    expires,
    ...amazon.map(([name, value]) => `${name}:${value.trim()}`),
    path + signedQuery(request.query),
  ].join("\n");
}

/** The `x-amz-` headers; such parameters of the address count as headers. */
function amazonValues({ headers, query }: SignableRequest): Map<string, string> {
  const all = [...query].map(([name, value]) => [name.toLowerCase(), value] as const);
  return new Map([...all, ...Object.entries(headers)].filter(([name]) => name.startsWith("x-amz-")));
}

function signedQuery(query: URLSearchParams): string {
  const signed = [...query].filter(([name]) => signedParameters.has(name)).sort(([a], [b]) => (a < b ? -1 : 1));
  if (signed.length === 0) return "";
  return `?${signed.map(([name, value]) => (value === "" ? name : `${name}=${value}`)).join("&")}`;
}
