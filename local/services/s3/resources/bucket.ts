/** AWS::S3::Bucket */
import { z } from "zod";
import type { ResourceType } from "../../../contracts.ts";
import type { S3Context } from "../context.ts";
import { notificationConfiguration } from "../notifications/configuration.ts";
import { bucketArn } from "../rules/arns.ts";
import { bucketNameFrom, isBucketName } from "./bucket-name.ts";

/** CloudFormation passes booleans and numbers as text too. */
const flag = z.union([z.boolean(), z.stringbool({ truthy: ["true"], falsy: ["false"] })]);
const days = z.coerce.number().int().positive();

/** Local objects are not expired: rules are read so that they may be in the template, and change nothing here. */
const lifecycleRule = z.strictObject({
  Id: z.string().optional(),
  Status: z.enum(["Enabled", "Disabled"]),
  Prefix: z.string().optional(),
  ExpirationInDays: days.optional(),
  AbortIncompleteMultipartUpload: z.strictObject({ DaysAfterInitiation: days }).optional(),
});

const properties = z.strictObject({
  BucketName: z.string().refine(isBucketName, "not a valid bucket name").optional(),
  /** S3's own keys: no client sees them. KMS asks for permissions on keys, so it is refused. */
  BucketEncryption: z
    .strictObject({
      ServerSideEncryptionConfiguration: z.array(
        z.strictObject({
          BucketKeyEnabled: flag.optional(),
          ServerSideEncryptionByDefault: z.strictObject({ SSEAlgorithm: z.literal("AES256") }),
        }),
      ),
    })
    .optional(),
  /** Nobody reads this cloud's buckets without a signature, whatever these say. */
  PublicAccessBlockConfiguration: z
    .strictObject({
      BlockPublicAcls: flag.optional(),
      BlockPublicPolicy: flag.optional(),
      IgnorePublicAcls: flag.optional(),
      RestrictPublicBuckets: flag.optional(),
    })
    .optional(),
  /** ACLs are always off here, which is what this one value says. */
  OwnershipControls: z
    .strictObject({ Rules: z.array(z.strictObject({ ObjectOwnership: z.literal("BucketOwnerEnforced") })) })
    .optional(),
  LifecycleConfiguration: z.strictObject({ Rules: z.array(lifecycleRule) }).optional(),
  NotificationConfiguration: notificationConfiguration.default({ LambdaConfigurations: [] }),
  /** Tags change nothing locally. */
  Tags: z.array(z.strictObject({ Key: z.string(), Value: z.string() })).optional(),
});
type BucketProperties = z.infer<typeof properties>;

export function bucketType({ buckets, notifications }: S3Context): ResourceType<BucketProperties> {
  return {
    type: "AWS::S3::Bucket",
    properties,
    apply({ properties: { BucketName, NotificationConfiguration }, generatedName }, cloud) {
      const { name } = buckets.create(BucketName ?? bucketNameFrom(generatedName), cloud.clock.now());
      notifications.configure(name, NotificationConfiguration);
      return {
        ref: name,
        attributes: {
          Arn: bucketArn(name),
          DomainName: `${name}.s3.amazonaws.com`,
          RegionalDomainName: `${name}.s3.${cloud.region}.amazonaws.com`,
        },
      };
    },
  };
}
