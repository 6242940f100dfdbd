/** GetObject */
import type { RawResponse } from "../../../contracts.ts";
import type { S3Context, S3Request } from "../context.ts";
import { answerObject } from "./read-object.ts";

export function getObject(request: S3Request, context: S3Context): RawResponse {
  const { status, headers, bucket, record, range } = answerObject(request, context);
  return status === 304 ? { status, headers } : { status, headers, body: bucket.read(record, range) };
}
