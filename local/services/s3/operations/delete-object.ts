/** DeleteObject: also a success when there is no such object. */
import type { RawResponse } from "../../../contracts.ts";
import { authorizeObject } from "../access.ts";
import type { S3Context, S3Request } from "../context.ts";
import { removeObject } from "../notifications/remove-object.ts";
import { notImplemented } from "../rules/errors.ts";

export function deleteObject(request: S3Request, context: S3Context): RawResponse {
  const bucket = context.buckets.get(request.bucket);
  authorizeObject(context, request.principal, "s3:DeleteObject", bucket.name, request.key);
  if (request.headers["if-match"] !== undefined) throw notImplemented("If-Match on DeleteObject");
  removeObject(context, bucket, request.key, request);
  return { status: 204 };
}
