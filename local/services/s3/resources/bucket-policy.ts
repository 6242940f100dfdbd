/** AWS::S3::BucketPolicy */
import { z } from "zod";
import type { ResourceType } from "../../../contracts.ts";
import { bucketArn } from "../rules/arns.ts";
import type { Buckets } from "../store/buckets.ts";

const properties = z.strictObject({
  Bucket: z.string(),
  PolicyDocument: z.strictObject({
    Version: z.exactOptional(z.string()),
    /** A name for people. */
    Id: z.exactOptional(z.string()),
    Statement: z.array(z.unknown()),
  }),
});
type BucketPolicyProperties = z.infer<typeof properties>;

export function bucketPolicyType(buckets: Buckets): ResourceType<BucketPolicyProperties> {
  return {
    type: "AWS::S3::BucketPolicy",
    properties,
    apply({ properties: { Bucket, PolicyDocument } }, cloud) {
      const { name } = buckets.get(Bucket);
      // A bucket has one policy.
      cloud.iam.setResourcePolicy(bucketArn(name), "bucket-policy", PolicyDocument);
      return { ref: name, attributes: {} };
    },
  };
}
