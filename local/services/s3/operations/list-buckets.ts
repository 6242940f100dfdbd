/** ListBuckets: the buckets of the template, in pages when the client wants some. */
import type { RawResponse } from "../../../contracts.ts";
import type { S3Context, S3Request } from "../context.ts";
import { invalidArgument } from "../rules/errors.ts";
import { xmlDocument } from "../rules/xml.ts";
import { xmlResponse } from "../rules/xml-response.ts";

const largestPage = 10_000;

export function listBuckets({ principal, query }: S3Request, { cloud, buckets }: S3Context): RawResponse {
  cloud.iam.authorize({ principal, action: "s3:ListAllMyBuckets", resource: "arn:aws:s3:::*" });
  const prefix = query.get("prefix") ?? "";
  // The name after which a page starts; a client takes it for an opaque token.
  const after = Buffer.from(query.get("continuation-token") ?? "", "base64").toString();
  const region = query.get("bucket-region") ?? cloud.region;
  const asked = buckets.list().filter(({ name }) => name.startsWith(prefix) && name > after && region === cloud.region);
  const page = asked.slice(0, pageSize(query.get("max-buckets")));
  const last = page.at(-1);
  return xmlResponse(
    xmlDocument("ListAllMyBucketsResult", {
      Owner: { ID: cloud.accountId, DisplayName: cloud.stackName },
      Buckets: {
        Bucket: page.map(({ name, creationDate }) => ({
          Name: name,
          CreationDate: creationDate.toISOString(),
          BucketRegion: cloud.region,
        })),
      },
      ...(page.length < asked.length && last !== undefined && { ContinuationToken: Buffer.from(last.name).toString("base64") }),
      ...(prefix !== "" && { Prefix: prefix }),
    }),
  );
}

function pageSize(maxBuckets: string | null): number {
  const size = Number(maxBuckets ?? largestPage);
  if (Number.isInteger(size) && size >= 1 && size <= largestPage) return size;
  throw invalidArgument("Argument max-buckets must be an integer between 1 and 10000", "max-buckets", maxBuckets ?? "");
}
