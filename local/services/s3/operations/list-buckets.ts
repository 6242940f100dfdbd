/** ListBuckets: the buckets of the template, in one page. */
import type { RawResponse } from "../../../contracts.ts";
import type { S3Context, S3Request } from "../context.ts";
import { notImplemented } from "../rules/errors.ts";
import { xmlDocument } from "../rules/xml.ts";
import { xmlResponse } from "../rules/xml-response.ts";

export function listBuckets({ principal, query }: S3Request, { cloud, buckets }: S3Context): RawResponse {
  cloud.iam.authorize({ principal, action: "s3:ListAllMyBuckets", resource: "arn:aws:s3:::*" });
  if (query.has("continuation-token") || query.has("max-buckets")) throw notImplemented("Paging in ListBuckets");
  const prefix = query.get("prefix") ?? "";
  return xmlResponse(
    xmlDocument("ListAllMyBucketsResult", {
      Owner: { ID: cloud.accountId, DisplayName: cloud.stackName },
      Buckets: {
        Bucket: buckets
          .list()
          .filter(({ name }) => name.startsWith(prefix))
          .map(({ name, creationDate }) => ({
            Name: name,
            CreationDate: creationDate.toISOString(),
            BucketRegion: cloud.region,
          })),
      },
      ...(prefix !== "" && { Prefix: prefix }),
    }),
  );
}
