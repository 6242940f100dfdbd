/** What a client announces of the body it uploads, and whether the body kept to it. */
import { AwsError } from "../../../errors.ts";
import type { ReceivedBody } from "../store/body-file.ts";
import { type ExpectedChecksum, expectedChecksum } from "./checksum.ts";
import { badDigest } from "./errors.ts";

const maximumUploadBytes = 5 * 1024 ** 3;

export interface AnnouncedBody {
  readonly length: number;
  /** Base64. */
  readonly contentMd5?: string | undefined;
  readonly checksum?: ExpectedChecksum | undefined;
}

/** @throws MissingContentLength, EntityTooLarge, InvalidDigest, and what `expectedChecksum` throws */
export function announcedBody(headers: Readonly<Record<string, string>>): AnnouncedBody {
  // With aws-chunked framing, Content-Length counts the frames too.
  const length = headers["x-amz-decoded-content-length"] ?? headers["content-length"];
  if (length === undefined || !/^\d+$/.test(length)) {
    throw new AwsError("MissingContentLength", "You must provide the Content-Length HTTP header.", 411);
  }
  if (Number(length) > maximumUploadBytes) {
    throw new AwsError("EntityTooLarge", "Your proposed upload exceeds the maximum allowed size", 400, {
      ProposedSize: length,
      MaxSizeAllowed: String(maximumUploadBytes),
    });
  }
  const contentMd5 = headers["content-md5"];
  if (contentMd5 !== undefined && Buffer.from(contentMd5, "base64").length !== 16) {
    throw new AwsError("InvalidDigest", "The Content-MD5 you specified was invalid.", 400, { "Content-MD5": contentMd5 });
  }
  return { length: Number(length), contentMd5, checksum: expectedChecksum(headers) };
}

/** @throws IncompleteBody, BadDigest */
export function verifyBody(announced: AnnouncedBody, received: ReceivedBody): void {
  if (received.size !== announced.length) {
    throw new AwsError(
      "IncompleteBody",
      "You did not provide the number of bytes specified by the Content-Length HTTP header",
      400,
    );
  }
  if (announced.contentMd5 !== undefined && announced.contentMd5 !== received.md5.toString("base64")) {
    throw badDigest("Content-MD5");
  }
  const { checksum } = announced;
  if (checksum?.value !== undefined && checksum.value !== received.checksum?.value) throw badDigest(checksum.algorithm);
}
