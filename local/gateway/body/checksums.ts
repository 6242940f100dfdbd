/** The checksums that S3 clients send beside a body, in a header or a trailer, computed while it streams past. */
import { createHash } from "node:crypto";
import { crc32 } from "node:zlib";
import { Crc32c, Crc64Nvme } from "@aws-sdk/checksums/crc";

/** A checksum that grows with the body. */
export interface RunningChecksum {
  update(piece: Uint8Array): void;
  /** Base64, as the headers carry it. */
  digest(): Promise<string>;
}

const algorithms: Readonly<Record<string, () => RunningChecksum>> = {
  "x-amz-checksum-crc32": runningCrc32,
  "x-amz-checksum-crc32c": () => ofSdk(new Crc32c()),
  "x-amz-checksum-crc64nvme": () => ofSdk(new Crc64Nvme()),
  "x-amz-checksum-sha1": () => ofNode("sha1"),
  "x-amz-checksum-sha256": () => ofNode("sha256"),
  "content-md5": () => ofNode("md5"),
};

/** The checksum that a header or trailer of this (lower-case) name holds; undefined when it holds none. */
export function checksumFor(headerName: string): RunningChecksum | undefined {
  return Object.hasOwn(algorithms, headerName) ? algorithms[headerName]?.() : undefined;
}

function runningCrc32(): RunningChecksum {
  let value = 0;
  return {
    update(piece) {
      value = crc32(piece, value);
    },
    async digest() {
      const bytes = Buffer.alloc(4);
      bytes.writeUInt32BE(value);
      return bytes.toString("base64");
    },
  };
}

function ofSdk(checksum: { update(piece: Uint8Array): void; digest(): Promise<Uint8Array> }): RunningChecksum {
  return {
    update: (piece) => checksum.update(piece),
    digest: async () => Buffer.from(await checksum.digest()).toString("base64"),
  };
}

function ofNode(algorithm: string): RunningChecksum {
  const hash = createHash(algorithm);
  return {
    update: (piece) => void hash.update(piece),
    digest: async () => hash.digest("base64"),
  };
}
