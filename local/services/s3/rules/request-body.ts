/** What a client announces of the body it uploads. That the body keeps to it, the gateway sees to. */
import { AwsError } from "../../../errors.ts";

const maximumUploadBytes = 5 * 1024 ** 3;

/** @throws MissingContentLength (S3 takes no body of unknown length), EntityTooLarge */
export function checkLength(headers: Readonly<Record<string, string>>): void {
  const length = headers["content-length"];
  if (length === undefined) {
    throw new AwsError("MissingContentLength", "You must provide the Content-Length HTTP header.", 411);
  }
  if (Number(length) > maximumUploadBytes) {
    throw new AwsError("EntityTooLarge", "Your proposed upload exceeds the maximum allowed size", 400, {
      ProposedSize: length,
      MaxSizeAllowed: String(maximumUploadBytes),
    });
  }
}
