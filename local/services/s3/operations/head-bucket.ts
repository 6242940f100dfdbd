/** HeadBucket */
import type { RawResponse } from "../../../contracts.ts";
import { authorizeBucket } from "../access.ts";
import type { S3Context, S3Request } from "../context.ts";

export function headBucket(request: S3Request, context: S3Context): RawResponse {
  const { name } = context.buckets.get(request.bucket);
  authorizeBucket(context, request.principal, "s3:ListBucket", name);
  return { status: 200, headers: { "x-amz-bucket-region": context.cloud.region, "content-type": "application/xml" } };
}
