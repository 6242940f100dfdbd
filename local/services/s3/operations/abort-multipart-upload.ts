/** AbortMultipartUpload */
import type { RawResponse } from "../../../contracts.ts";
import { authorizeObject } from "../access.ts";
import type { S3Context, S3Request } from "../context.ts";

export function abortMultipartUpload({ bucket: name, key, query, principal }: S3Request, context: S3Context): RawResponse {
  const { uploads } = context.buckets.get(name);
  authorizeObject(context, principal, "s3:AbortMultipartUpload", name, key);
  uploads.remove(uploads.get(query.get("uploadId") ?? "", key).uploadId);
  return { status: 204 };
}
