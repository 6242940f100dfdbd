/** The query parameters that both forms of ListObjects share, and how both show what they found. */
import type { ObjectRecord } from "../store/object-record.ts";
import { checksumFields } from "./checksum.ts";
import { invalidArgument } from "./errors.ts";
import type { XmlFields } from "./xml.ts";

const maximumPage = 1000;

export interface ListParameters {
  readonly prefix: string;
  readonly delimiter: string;
  readonly maxKeys: number;
  readonly encodingType: string | undefined;
  /** How keys and prefixes are written in the answer. */
  encode(name: string): string;
}

/** @throws InvalidArgument */
export function listParameters(query: URLSearchParams): ListParameters {
  const encodingType = query.get("encoding-type") ?? undefined;
  if (encodingType !== undefined && encodingType !== "url") {
    throw invalidArgument("Invalid Encoding Method specified in Request", "encoding-type", encodingType);
  }
  return {
    prefix: query.get("prefix") ?? "",
    delimiter: query.get("delimiter") ?? "",
    maxKeys: pageSize(query, "max-keys"),
    encodingType,
    encode: encodingType === "url" ? urlEncode : (name) => name,
  };
}

/** The number in `name`, at most 1,000, which is also its default. @throws InvalidArgument */
export function pageSize(query: URLSearchParams, name: string): number {
  const value = query.get(name) ?? String(maximumPage);
  if (!/^\d{1,9}$/.test(value)) throw invalidArgument(`Provided ${name} not an integer or within integer range`, name, value);
  return Math.min(Number(value), maximumPage);
}

/** As Java's URLEncoder, which S3 uses, writes it: a space is `+`; slashes stay. */
function urlEncode(name: string): string {
  return encodeURIComponent(name)
    .replace(/[!'()~]/g, (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`)
    .replaceAll("%20", "+")
    .replaceAll("%2F", "/");
}

/** An object as a listing shows it. */
export function contentsEntry(record: ObjectRecord, encode: (name: string) => string): XmlFields {
  return {
    Key: encode(record.key),
    LastModified: new Date(record.lastModified).toISOString(),
    ETag: `"${record.etag}"`,
    ...(record.checksum !== undefined && {
      ChecksumAlgorithm: record.checksum.algorithm,
      ChecksumType: checksumFields(record.checksum).ChecksumType,
    }),
    Size: record.size,
    StorageClass: "STANDARD",
  };
}
