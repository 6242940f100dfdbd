/** The keyed hashes of Signature Version 4. */
import { createHash, createHmac, timingSafeEqual } from "node:crypto";
import { algorithm, type CredentialScope } from "./signed-request.ts";

/** The hash of nothing, which a chunk signature and a request without a body name. */
export const emptyHash = sha256Hex("");

/** SHA-256 in lower-case hexadecimal. */
export function sha256Hex(data: string | Uint8Array): string {
  return createHash("sha256").update(data).digest("hex");
}

/** `<date>/<region>/<service>/aws4_request` */
export function scopeText(scope: CredentialScope): string {
  return `${scope.date}/${scope.region}/${scope.service}/aws4_request`;
}

/** Keys that were asked for lately: every request of a function's signs with the same one all day. The latest last. */
const lately = new Map<string, Buffer>();
const REMEMBERED = 256;

/** The key that a secret yields for one day, region and service. */
export function signingKey(secretAccessKey: string, scope: CredentialScope): Buffer {
  const name = `${scopeText(scope)}/${secretAccessKey}`;
  const key = lately.get(name) ?? derivedKey(secretAccessKey, scope);
  lately.delete(name);
  lately.set(name, key);
  const [oldest = name] = lately.keys();
  if (lately.size > REMEMBERED) lately.delete(oldest);
  return key;
}

function derivedKey(secretAccessKey: string, scope: CredentialScope): Buffer {
  return [scope.date, scope.region, scope.service, "aws4_request"].reduce<Buffer>(
    (key, part) => createHmac("sha256", key).update(part).digest(),
    Buffer.from(`AWS4${secretAccessKey}`),
  );
}

/** Signs a canonical request. Returns lower-case hexadecimal. */
export function requestSignature(key: Buffer, timestamp: string, scope: CredentialScope, canonicalRequest: string): string {
  return signText(key, [algorithm, timestamp, scopeText(scope), sha256Hex(canonicalRequest)].join("\n"));
}

/** Signs one of SigV4's strings to sign. Returns lower-case hexadecimal. */
export function signText(key: Buffer, stringToSign: string): string {
  return createHmac("sha256", key).update(stringToSign).digest("hex");
}

/** Compares two signatures without telling by its duration where they part. */
export function sameSignature(a: string, b: string): boolean {
  const left = Buffer.from(a);
  const right = Buffer.from(b);
  return left.length === right.length && timingSafeEqual(left, right);
}
