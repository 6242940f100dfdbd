/** S3's additional checksums (`x-amz-checksum-*`). */
import { createHash } from "node:crypto";
import { crc32 } from "node:zlib";
import { crc32c } from "./crc32c.ts";
import { invalidRequest, notImplemented } from "./errors.ts";

export const checksumAlgorithms = ["CRC32", "CRC32C", "SHA1", "SHA256"] as const;
export type ChecksumAlgorithm = (typeof checksumAlgorithms)[number];

/** A checksum as S3 keeps it with an object. `COMPOSITE` is the checksum of a multipart upload's checksums. */
export interface Checksum {
  readonly algorithm: ChecksumAlgorithm;
  /** Base64; a composite one ends in `-<number of parts>`. */
  readonly value: string;
  readonly type: "FULL_OBJECT" | "COMPOSITE";
}

export interface Hasher {
  update(chunk: Uint8Array): void;
  digest(): Buffer;
}

export function createHasher(algorithm: ChecksumAlgorithm): Hasher {
  if (algorithm === "CRC32") return crcHasher(crc32);
  if (algorithm === "CRC32C") return crcHasher(crc32c);
  const hash = createHash(algorithm.toLowerCase());
  return { update: (chunk) => void hash.update(chunk), digest: () => hash.digest() };
}

function crcHasher(crc: (chunk: Uint8Array, seed: number) => number): Hasher {
  let value = 0;
  return {
    update: (chunk) => {
      value = crc(chunk, value);
    },
    digest: () => {
      const bytes = Buffer.alloc(4);
      bytes.writeUInt32BE(value);
      return bytes;
    },
  };
}

/** The algorithm called `name`. @throws NotImplemented */
export function checksumAlgorithm(name: string): ChecksumAlgorithm {
  const algorithm = checksumAlgorithms.find((known) => known === name.toUpperCase());
  if (algorithm === undefined) throw notImplemented(`The checksum algorithm ${name}`);
  return algorithm;
}

/** What a client says of its body's checksum: the value in a header, or (verified by the gateway) in a trailer. */
export interface ExpectedChecksum {
  readonly algorithm: ChecksumAlgorithm;
  readonly value?: string;
}

const headerPrefix = "x-amz-checksum-";
const notValues = ["x-amz-checksum-algorithm", "x-amz-checksum-type", "x-amz-checksum-mode"];

/** @throws NotImplemented (algorithm), InvalidRequest (more than one) */
export function expectedChecksum(headers: Readonly<Record<string, string>>): ExpectedChecksum | undefined {
  const names = Object.keys(headers).filter((name) => name.startsWith(headerPrefix) && !notValues.includes(name));
  if (names.length > 1)
    throw invalidRequest("Expecting a single x-amz-checksum- header. Multiple checksum Types are not allowed.");
  const [name] = names;
  if (name !== undefined) {
    return { algorithm: checksumAlgorithm(name.slice(headerPrefix.length)), value: headers[name] ?? "" };
  }
  const trailer = (headers["x-amz-trailer"] ?? "").split(",").find((candidate) => candidate.trim().startsWith(headerPrefix));
  const declared = trailer?.trim().slice(headerPrefix.length) ?? headers["x-amz-sdk-checksum-algorithm"];
  return declared === undefined ? undefined : { algorithm: checksumAlgorithm(declared) };
}

export const checksumHeader = (algorithm: ChecksumAlgorithm): string => headerPrefix + algorithm.toLowerCase();

/** The checksum as response headers. */
export function checksumHeaders(checksum: Checksum | undefined): Record<string, string> {
  if (checksum === undefined) return {};
  return { [checksumHeader(checksum.algorithm)]: checksum.value, "x-amz-checksum-type": checksum.type };
}

/** The checksum as XML elements. */
export function checksumFields(checksum: Checksum | undefined): Record<string, string> {
  if (checksum === undefined) return {};
  return { [`Checksum${checksum.algorithm}`]: checksum.value, ChecksumType: checksum.type };
}
