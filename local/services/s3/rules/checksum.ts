/** S3's additional checksums (`x-amz-checksum-*`). */
import { createHash } from "node:crypto";
import { crc32 } from "node:zlib";
import { Crc32c, Crc64Nvme } from "@aws-sdk/checksums/crc";
import { invalidRequest, notImplemented } from "./errors.ts";

export const checksumAlgorithms = ["CRC32", "CRC32C", "CRC64NVME", "SHA1", "SHA256"] as const;
export type ChecksumAlgorithm = (typeof checksumAlgorithms)[number];

/** A checksum as S3 keeps it with an object. `COMPOSITE` is the checksum of a multipart upload's checksums. */
export interface Checksum {
  readonly algorithm: ChecksumAlgorithm;
  /** Base64; a composite one ends in `-<number of parts>`. */
  readonly value: string;
  readonly type: "FULL_OBJECT" | "COMPOSITE";
}

/** A checksum that grows with the body. */
export interface Hasher {
  update(chunk: Uint8Array): void;
  digest(): Promise<Buffer>;
}

export function createHasher(algorithm: ChecksumAlgorithm): Hasher {
  if (algorithm === "CRC32") return crc32Hasher();
  if (algorithm === "CRC32C") return sdkHasher(new Crc32c());
  if (algorithm === "CRC64NVME") return sdkHasher(new Crc64Nvme());
  const hash = createHash(algorithm.toLowerCase());
  return { update: (chunk) => void hash.update(chunk), digest: async () => hash.digest() };
}

function crc32Hasher(): Hasher {
  let value = 0;
  return {
    update: (chunk) => {
      value = crc32(chunk, value);
    },
    digest: async () => {
      const bytes = Buffer.alloc(4);
      bytes.writeUInt32BE(value);
      return bytes;
    },
  };
}

function sdkHasher(checksum: Crc32c | Crc64Nvme): Hasher {
  return { update: (chunk) => checksum.update(chunk), digest: async () => Buffer.from(await checksum.digest()) };
}

/** The algorithm called `name`. @throws NotImplemented */
export function checksumAlgorithm(name: string): ChecksumAlgorithm {
  const algorithm = checksumAlgorithms.find((known) => known === name.toUpperCase());
  if (algorithm === undefined) throw notImplemented(`The checksum algorithm ${name}`);
  return algorithm;
}

const headerPrefix = "x-amz-checksum-";
const notValues = ["x-amz-checksum-algorithm", "x-amz-checksum-type", "x-amz-checksum-mode"];

/** The one checksum whose value the headers carry. @throws NotImplemented (algorithm), InvalidRequest (several) */
export function givenChecksum(
  headers: Readonly<Record<string, string>>,
): { readonly algorithm: ChecksumAlgorithm; readonly value: string } | undefined {
  const [given, second] = Object.entries(headers).filter(([name]) => name.startsWith(headerPrefix) && !notValues.includes(name));
  if (second !== undefined) {
    throw invalidRequest("Expecting a single x-amz-checksum- header. Multiple checksum Types are not allowed.");
  }
  return given && { algorithm: checksumAlgorithm(given[0].slice(headerPrefix.length)), value: given[1] };
}

/** The algorithm of the checksum that comes with a body, in a header or a trailer; the gateway has compared its value. */
export function bodyAlgorithm(headers: Readonly<Record<string, string>>): ChecksumAlgorithm | undefined {
  const declared = headers["x-amz-sdk-checksum-algorithm"];
  return givenChecksum(headers)?.algorithm ?? (declared === undefined ? undefined : checksumAlgorithm(declared));
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
