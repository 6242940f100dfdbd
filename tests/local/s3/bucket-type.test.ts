import { bucketNameFrom, isBucketName } from "../../../local/services/s3/resources/bucket-name.ts";
import { startTestCloud } from "../support/test-cloud.ts";

const boot = async (Properties: object) => {
  const cloud = await startTestCloud({ resources: { Things: { Type: "AWS::S3::Bucket", Properties } } });
  await cloud.stop();
  return cloud.created.Things;
};

it("gives the bucket's name, ARN and domain names", async () => {
  expect(await boot({ BucketName: "things" })).toEqual({
    ref: "things",
    attributes: {
      Arn: "arn:aws:s3:::things",
      DomainName: "things.s3.amazonaws.com",
      RegionalDomainName: "things.s3.us-east-1.amazonaws.com",
    },
  });
});

it("names a bucket itself, validly", async () => {
  const bucket = await boot({});
  expect(isBucketName(bucket?.ref ?? "")).toBe(true);
  for (const name of ["Stack-Photos-1A2b", `Stack-${"Long".repeat(20)}-1`, "a", "--x--"]) {
    expect(isBucketName(bucketNameFrom(name))).toBe(true);
    expect(bucketNameFrom(name)).toBe(bucketNameFrom(name));
  }
});

it("takes properties that change nothing here", async () => {
  await boot({
    BucketName: "things",
    BucketEncryption: { ServerSideEncryptionConfiguration: [{ ServerSideEncryptionByDefault: { SSEAlgorithm: "AES256" } }] },
    PublicAccessBlockConfiguration: {
      BlockPublicAcls: true,
      BlockPublicPolicy: "true",
      IgnorePublicAcls: true,
      RestrictPublicBuckets: true,
    },
    OwnershipControls: { Rules: [{ ObjectOwnership: "BucketOwnerEnforced" }] },
    LifecycleConfiguration: {
      Rules: [
        { Id: "old", Status: "Enabled", ExpirationInDays: "30", AbortIncompleteMultipartUpload: { DaysAfterInitiation: 1 } },
      ],
    },
    Tags: [{ Key: "a", Value: "b" }],
  });
});

it.each([
  [{ VersioningConfiguration: { Status: "Enabled" } }, "VersioningConfiguration"],
  [{ NotificationConfiguration: { TopicConfigurations: [] } }, "NotificationConfiguration"],
  [{ WebsiteConfiguration: {} }, "WebsiteConfiguration"],
  [{ CorsConfiguration: {} }, "CorsConfiguration"],
  [{ OwnershipControls: { Rules: [{ ObjectOwnership: "ObjectWriter" }] } }, "OwnershipControls"],
  [{ BucketName: "Upper" }, "BucketName"],
])("refuses %j", async (properties, named) => {
  await expect(boot(properties)).rejects.toThrow(named);
});

it("stops the boot at a policy of a bucket that is not there", async () => {
  const Policy = { Type: "AWS::S3::BucketPolicy", Properties: { Bucket: "nowhere", PolicyDocument: { Statement: [] } } };
  await expect(startTestCloud({ resources: { Policy } })).rejects.toThrow(/bucket does not exist/);
});
