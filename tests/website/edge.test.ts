/** Readers come through the edge: what it keeps is never out of date, and releases are not for them. */
import { publishSite } from "../../website/scripts/publish/publish-site.ts";
import { rollBack } from "../../website/scripts/releases/roll-back.ts";
import { resources } from "../cloud/support.ts";
import { startReleaseBucket } from "./support/release-bucket.ts";
import { buildNumber, removeSites, scriptOf, siteOf, writeSite } from "./support/small-site.ts";

/** The template's own cache policy, error pages and bucket policy, with a distribution of the site's bucket alone. */
function delivery(): Record<string, unknown> {
  const { SiteCachePolicy, SiteBucketPolicy: Policy, Distribution } = resources;
  const copy = JSON.parse(JSON.stringify({ SiteCachePolicy, Policy, Distribution }));
  const [allow, deny] = copy.Policy.Properties.PolicyDocument.Statement;
  const resource = (path: string) => ({ "Fn::Sub": `\${Site.Arn}/${path}` });
  expect([JSON.stringify(allow.Resource), JSON.stringify(deny.Resource)]).toEqual([
    expect.stringContaining("}/*"),
    expect.stringContaining("}/.releases/*"),
  ]);
  const Statement = [
    { ...allow, Resource: resource("*") },
    { ...deny, Resource: resource(".releases/*") },
  ];
  const { MinTTL, DefaultTTL, MaxTTL, ParametersInCacheKeyAndForwardedToOrigin } =
    copy.SiteCachePolicy.Properties.CachePolicyConfig;
  return {
    CachePolicy: {
      Type: "AWS::CloudFront::CachePolicy",
      Properties: { CachePolicyConfig: { Name: "site", MinTTL, DefaultTTL, MaxTTL, ParametersInCacheKeyAndForwardedToOrigin } },
    },
    Access: {
      Type: "AWS::CloudFront::OriginAccessControl",
      Properties: {
        OriginAccessControlConfig: {
          Name: "site",
          OriginAccessControlOriginType: "s3",
          SigningBehavior: "always",
          SigningProtocol: "sigv4",
        },
      },
    },
    Distribution: {
      Type: "AWS::CloudFront::Distribution",
      Properties: {
        DistributionConfig: {
          Enabled: true,
          CustomErrorResponses: copy.Distribution.Properties.DistributionConfig.CustomErrorResponses,
          Origins: [
            {
              Id: "site",
              DomainName: { "Fn::GetAtt": ["Site", "RegionalDomainName"] },
              OriginAccessControlId: { Ref: "Access" },
              S3OriginConfig: { OriginAccessIdentity: "" },
            },
          ],
          DefaultCacheBehavior: {
            TargetOriginId: "site",
            ViewerProtocolPolicy: "redirect-to-https",
            CachePolicyId: { Ref: "CachePolicy" },
          },
        },
      },
    },
    BucketPolicy: {
      Type: "AWS::S3::BucketPolicy",
      Properties: { Bucket: { Ref: "Site" }, PolicyDocument: { Version: "2012-10-17", Statement } },
    },
  };
}

const settings = { keep: 3, grace: 0 };
let s3: Awaited<ReturnType<typeof startReleaseBucket>>;
let site: string;
beforeAll(async () => {
  s3 = await startReleaseBucket(delivery());
  site = `http://${s3.cloud.created.Distribution?.attributes.DomainName}`;
});
afterAll(async () => {
  await s3.stop();
  await removeSites();
});

const publish = async (version: number, pages?: string[]) =>
  publishSite(s3.bucket, await writeSite(siteOf(`${version}`, pages)), buildNumber(version), settings, () => {});
async function read(path: string) {
  const response = await fetch(`${site}/${path}`);
  return { status: response.status, text: await response.text(), cache: response.headers.get("x-cache") };
}

it("shows what was published and what was rolled back at once, and no page that is gone", async () => {
  await publish(1, ["index", "posts/a"]);
  for (const _ of [1, 2]) expect((await read("index.html")).text).toBe(siteOf("1")["index.html"]);
  expect((await read("posts/a/index.html")).status).toBe(200);
  await read(scriptOf("1"));
  expect((await read(scriptOf("1"))).cache).toMatch(/^Hit/);

  await publish(2, ["index"]);
  expect((await read("index.html")).text).toBe(siteOf("2")["index.html"]);
  expect((await read("posts/a/index.html")).status).toBe(404);

  await rollBack(s3.bucket, "v1", () => {});
  expect((await read("index.html")).text).toBe(siteOf("1", ["index", "posts/a"])["index.html"]);
  expect((await read("posts/a/index.html")).status).toBe(200);
});

it("serves nothing of the releases", async () => {
  expect((await read(".releases/current.json")).status).toBe(404);
  const [content = ""] = await s3.keys(".releases/content/");
  expect(content).not.toBe("");
  expect((await read(content)).status).toBe(404);
});
