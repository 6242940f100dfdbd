/** Conditional requests: RFC 9110 section 13 as S3 applies it to reads, and S3's own rules for writes. */
import { noSuchKey, notImplemented, preconditionFailed } from "./errors.ts";

export interface Validators {
  /** Without quotes. */
  readonly etag: string;
  /** Milliseconds since the epoch, whole seconds. */
  readonly lastModified: number;
}

type Headers = Readonly<Record<string, string | undefined>>;

/**
 * What a read's conditions say of the object. The header names carry `prefix` for the source of a copy.
 * @throws PreconditionFailed
 */
export function readCondition(headers: Headers, object: Validators, prefix = ""): "send" | "not-modified" {
  const ifMatch = headers[`${prefix}if-match`];
  const ifNoneMatch = headers[`${prefix}if-none-match`];
  const unmodifiedSince = seconds(headers[`${prefix}if-unmodified-since`]);
  const modifiedSince = seconds(headers[`${prefix}if-modified-since`]);

  if (ifMatch !== undefined) {
    if (!matches(ifMatch, object.etag)) throw preconditionFailed("If-Match");
  } else if (unmodifiedSince !== undefined && object.lastModified > unmodifiedSince) {
    throw preconditionFailed("If-Unmodified-Since");
  }
  if (ifNoneMatch !== undefined) return matches(ifNoneMatch, object.etag) ? "not-modified" : "send";
  return modifiedSince !== undefined && object.lastModified <= modifiedSince ? "not-modified" : "send";
}

/** @throws PreconditionFailed, NoSuchKey (If-Match on a missing key), NotImplemented (If-None-Match with an ETag) */
export function checkWriteCondition(headers: Headers, key: string, current: Validators | undefined): void {
  const ifNoneMatch = headers["if-none-match"];
  const ifMatch = headers["if-match"];
  if (ifNoneMatch !== undefined) {
    if (ifNoneMatch !== "*") throw notImplemented("If-None-Match with an ETag on a write");
    if (current !== undefined) throw preconditionFailed("If-None-Match");
  }
  if (ifMatch !== undefined) {
    if (current === undefined) throw noSuchKey(key);
    if (!matches(ifMatch, current.etag)) throw preconditionFailed("If-Match");
  }
}

function matches(header: string, etag: string): boolean {
  return header.split(",").some((candidate) => {
    const value = candidate
      .trim()
      .replace(/^W\//, "")
      .replace(/^"(.*)"$/, "$1");
    return value === "*" || value === etag;
  });
}

/** A date that does not parse is ignored, as RFC 9110 says. */
function seconds(date: string | undefined): number | undefined {
  const time = date === undefined ? Number.NaN : Date.parse(date);
  return Number.isNaN(time) ? undefined : time;
}
