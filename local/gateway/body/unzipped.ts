/** Bodies that a client made smaller: SDKs do it unasked with large ones, where an operation allows it (PutMetricData). */
import { gunzipSync } from "node:zlib";
import { AwsError } from "../../errors.ts";
import { largestWholeBody } from "./read-whole.ts";

/** The body as it was before. @throws AwsError SerializationException, RequestEntityTooLarge */
export function unzipped(headers: Readonly<Record<string, string>>, body: Buffer): Buffer {
  if (headers["content-encoding"] !== "gzip") return body;
  try {
    return gunzipSync(body, { maxOutputLength: largestWholeBody });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ERR_BUFFER_TOO_LARGE")
      throw new AwsError("RequestEntityTooLarge", `The request is larger than ${largestWholeBody} bytes`, 413);
    throw new AwsError("SerializationException", "The request body is not valid gzip");
  }
}
