/** GetBucketLocation */
import type { RawResponse } from "../../../contracts.ts";
import { authorizeBucket } from "../access.ts";
import type { S3Context, S3Request } from "../context.ts";
import { xmlDocument } from "../rules/xml.ts";
import { xmlResponse } from "../rules/xml-response.ts";

export function getBucketLocation(request: S3Request, context: S3Context): RawResponse {
  const { name } = context.buckets.get(request.bucket);
  authorizeBucket(context, request.principal, "s3:GetBucketLocation", name);
  const { region } = context.cloud;
  // The oldest region has no name here.
  return xmlResponse(xmlDocument("LocationConstraint", region === "us-east-1" ? "" : region));
}
