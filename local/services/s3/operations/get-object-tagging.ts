/** GetObjectTagging: objects have no tags here, since whatever would set some is refused. The AWS CLI asks before a large copy. */
import type { RawResponse } from "../../../contracts.ts";
import { authorizeObject, refuseMissingKey } from "../access.ts";
import type { S3Context, S3Request } from "../context.ts";
import { xmlDocument } from "../rules/xml.ts";
import { xmlResponse } from "../rules/xml-response.ts";

export function getObjectTagging({ bucket: name, key, principal }: S3Request, context: S3Context): RawResponse {
  const bucket = context.buckets.get(name);
  authorizeObject(context, principal, "s3:GetObjectTagging", name, key);
  if (bucket.get(key) === undefined) refuseMissingKey(context, principal, name, key);
  return xmlResponse(xmlDocument("Tagging", { TagSet: "" }));
}
