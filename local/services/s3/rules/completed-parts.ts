/** Which parts make the object that a CompleteMultipartUpload asks for, and its ETag and checksum. */
import { createHash } from "node:crypto";
import { z } from "zod";
import { AwsError } from "../../../errors.ts";
import type { Part, Upload } from "../store/uploads.ts";
import { type Checksum, createHasher } from "./checksum.ts";
import { malformedXml } from "./errors.ts";

const smallestPart = 5 * 1024 ** 2;

const completion = z.object({
  Part: z.array(z.looseObject({ PartNumber: z.coerce.number().int().positive(), ETag: z.string() })).min(1),
});

/** @throws MalformedXML, InvalidPartOrder, InvalidPart, EntityTooSmall */
export function completedParts(body: Record<string, unknown>, uploaded: readonly Part[]): Part[] {
  const asked = completion.safeParse(body);
  if (!asked.success) throw malformedXml();
  const byNumber = new Map(uploaded.map((part) => [part.partNumber, part]));
  let previous = 0;
  const parts = asked.data.Part.map((named) => {
    if (named.PartNumber <= previous) {
      throw new AwsError(
        "InvalidPartOrder",
        "The list of parts was not in ascending order. Parts must be ordered by part number.",
      );
    }
    previous = named.PartNumber;
    const part = byNumber.get(named.PartNumber);
    const etag = named.ETag.replaceAll('"', "");
    const checksum = part?.checksum;
    const said = checksum === undefined ? undefined : named[`Checksum${checksum.algorithm}`];
    if (part === undefined || part.etag !== etag || (said !== undefined && said !== checksum?.value)) {
      throw new AwsError(
        "InvalidPart",
        "One or more of the specified parts could not be found.  The part may not have been uploaded, or the specified entity tag may not match the part's entity tag.",
        400,
        { PartNumber: String(named.PartNumber), ETag: etag },
      );
    }
    return part;
  });
  const small = parts.slice(0, -1).find(({ size }) => size < smallestPart);
  if (small !== undefined) {
    throw new AwsError("EntityTooSmall", "Your proposed upload is smaller than the minimum allowed size", 400, {
      ProposedSize: String(small.size),
      MinSizeAllowed: String(smallestPart),
      PartNumber: String(small.partNumber),
      ETag: small.etag,
    });
  }
  return parts;
}

/** MD5 of the parts' MD5s, and how many they are. */
export function multipartEtag(parts: readonly Part[]): string {
  const md5 = createHash("md5");
  for (const { etag } of parts) md5.update(Buffer.from(etag, "hex"));
  return `${md5.digest("hex")}-${parts.length}`;
}

/** The checksum of the parts' checksums; undefined unless the upload was declared to have one and every part has it. */
export async function compositeChecksum(declared: Upload["checksum"], parts: readonly Part[]): Promise<Checksum | undefined> {
  if (declared?.type !== "COMPOSITE") return undefined;
  const { algorithm, type } = declared;
  const hasher = createHasher(algorithm);
  for (const { checksum } of parts) {
    if (checksum?.algorithm !== algorithm) return undefined;
    hasher.update(Buffer.from(checksum.value, "base64"));
  }
  return { algorithm, type, value: `${(await hasher.digest()).toString("base64")}-${parts.length}` };
}
