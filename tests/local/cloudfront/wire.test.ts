/** A site in a private bucket behind a distribution, published and invalidated with the SDK's own clients. */
import {
  CloudFrontClient,
  CreateInvalidationCommand,
  GetInvalidationCommand,
  ListDistributionsCommand,
  ListInvalidationsCommand,
} from "@aws-sdk/client-cloudfront";
import { PutObjectCommand, S3Client } from "@aws-sdk/client-s3";
import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { startTestCloud, type TestCloud } from "../support/test-cloud.ts";

const distribution = {
  "Fn::Join": ["", ["arn:aws:cloudfront::", { Ref: "AWS::AccountId" }, ":distribution/", { Ref: "Distribution" }]],
};
const origin = (Id: string) => ({
  Id,
  DomainName: { "Fn::GetAtt": [Id, "RegionalDomainName"] },
  OriginAccessControlId: { Ref: "Access" },
  S3OriginConfig: { OriginAccessIdentity: "" },
});
const behavior = (TargetOriginId: string) => ({
  TargetOriginId,
  ViewerProtocolPolicy: "redirect-to-https",
  CachePolicyId: "658327ea-f89d-4fab-a63d-7e88639e58f6",
  Compress: true,
});
const resources = {
  Site: { Type: "AWS::S3::Bucket", Properties: { BucketName: "site" } },
  Closed: { Type: "AWS::S3::Bucket", Properties: { BucketName: "closed" } },
  SitePolicy: {
    Type: "AWS::S3::BucketPolicy",
    Properties: {
      Bucket: { Ref: "Site" },
      PolicyDocument: {
        Version: "2012-10-17",
        Statement: [
          {
            Effect: "Allow",
            Principal: { Service: "cloudfront.amazonaws.com" },
            Action: "s3:GetObject",
            Resource: "arn:aws:s3:::site/*",
            Condition: { StringEquals: { "aws:SourceArn": distribution } },
          },
        ],
      },
    },
  },
  Access: {
    Type: "AWS::CloudFront::OriginAccessControl",
    Properties: {
      OriginAccessControlConfig: {
        Name: "a",
        OriginAccessControlOriginType: "s3",
        SigningBehavior: "always",
        SigningProtocol: "sigv4",
      },
    },
  },
  Pages: {
    Type: "AWS::CloudFront::Function",
    Properties: {
      Name: "pages",
      AutoPublish: true,
      FunctionConfig: { Comment: "", Runtime: "cloudfront-js-2.0" },
      FunctionCode:
        "function handler(event) { var r = event.request; if (r.uri.endsWith('/')) r.uri += 'index.html'; return r; }",
    },
  },
  Distribution: {
    Type: "AWS::CloudFront::Distribution",
    Properties: {
      DistributionConfig: {
        Enabled: true,
        Origins: [origin("Site"), origin("Closed")],
        DefaultCacheBehavior: {
          ...behavior("Site"),
          FunctionAssociations: [{ EventType: "viewer-request", FunctionARN: { "Fn::GetAtt": ["Pages", "FunctionARN"] } }],
        },
        CacheBehaviors: [{ ...behavior("Closed"), PathPattern: "/closed/*" }],
      },
    },
  },
};

let cloud: TestCloud;
let s3: S3Client;
let cloudfront: CloudFrontClient;
let site: string;
beforeAll(async () => {
  cloud = await startTestCloud({ resources });
  s3 = new S3Client(cloud.clientConfig);
  cloudfront = new CloudFrontClient(cloud.clientConfig);
  site = `http://${cloud.created.Distribution?.attributes.DomainName}`;
});
afterAll(async () => {
  s3.destroy();
  cloudfront.destroy();
  await cloud.stop();
});

const put = (Bucket: string, Key: string, Body: string) =>
  s3.send(new PutObjectCommand({ Bucket, Key, Body, ContentType: "text/html", CacheControl: "max-age=3600" }));
const get = async (path: string) => {
  const response = await fetch(site + path);
  return { status: response.status, text: await response.text(), cache: response.headers.get("x-cache") };
};

test("the bucket's policy lets the distribution in, and no other bucket does", async () => {
  await put("site", "talk/index.html", "the talk");
  await put("closed", "closed/a", "secret");
  expect(await get("/talk/")).toEqual({ status: 200, text: "the talk", cache: "Miss from cloudfront" });
  expect(await get("/closed/a")).toMatchObject({ status: 403, text: expect.stringContaining("<Code>AccessDenied</Code>") });
  expect(await get("/absent.html")).toMatchObject({ status: 403 });
});

test("an invalidation brings what was published since", async () => {
  await put("site", "page.html", "old");
  await get("/page.html");
  await put("site", "page.html", "new");
  expect(await get("/page.html")).toEqual({ status: 200, text: "old", cache: "Hit from cloudfront" });
  const DistributionId = cloud.created.Distribution?.ref;
  const InvalidationBatch = { CallerReference: "one", Paths: { Quantity: 1, Items: ["/*"] } };
  const { Invalidation } = await cloudfront.send(new CreateInvalidationCommand({ DistributionId, InvalidationBatch }));
  expect(Invalidation).toMatchObject({ Status: "InProgress", InvalidationBatch, CreateTime: expect.any(Date) });
  const { Invalidation: later } = await cloudfront.send(new GetInvalidationCommand({ DistributionId, Id: Invalidation?.Id }));
  expect(later?.Status).toBe("Completed");
  const { InvalidationList } = await cloudfront.send(new ListInvalidationsCommand({ DistributionId }));
  expect(InvalidationList).toMatchObject({ Quantity: 1, Items: [{ Id: Invalidation?.Id }] });
  expect(await get("/page.html")).toEqual({ status: 200, text: "new", cache: "Miss from cloudfront" });
});

test("distributions are listed; an unknown one does not exist", async () => {
  const { DistributionList } = await cloudfront.send(new ListDistributionsCommand({}));
  expect(DistributionList?.Items).toMatchObject([{ Id: cloud.created.Distribution?.ref, Status: "Deployed" }]);
  const InvalidationBatch = { CallerReference: "one", Paths: { Quantity: 1, Items: ["/*"] } };
  const call = cloudfront.send(new CreateInvalidationCommand({ DistributionId: "EABSENT", InvalidationBatch }));
  await expect(call).rejects.toMatchObject({ name: "NoSuchDistribution" });
});
