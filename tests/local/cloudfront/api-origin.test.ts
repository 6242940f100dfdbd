/** An HTTP API behind a distribution: what it is told, and what becomes of its answers. */
import { API_DOMAIN, cachePolicyProperties, Edge } from "./support.ts";

const origin = (properties: object = {}) => ({
  Id: "api",
  DomainName: API_DOMAIN,
  CustomOriginConfig: { OriginProtocolPolicy: "https-only", HTTPSPort: 443, OriginSSLProtocols: ["TLSv1.2"] },
  ...properties,
});

let edge: Edge;
beforeEach(() => {
  edge = new Edge();
});
afterEach(() => edge.stop());

async function deploy(behavior: object = {}, properties: object = {}, ttl: Record<string, unknown> = {}): Promise<void> {
  const whitelist = { QueryStringsConfig: { QueryStringBehavior: "whitelist", QueryStrings: ["page"] } };
  const policy = await edge.apply("AWS::CloudFront::CachePolicy", cachePolicyProperties(whitelist, ttl), "ApiPolicy");
  const change = { TargetOriginId: "api", CachePolicyId: policy.ref, ...behavior };
  await edge.distribution(change, { Origins: [origin(properties)] });
}
async function requestPolicy(config: object): Promise<string> {
  const none = {
    CookiesConfig: { CookieBehavior: "none" },
    HeadersConfig: { HeaderBehavior: "none" },
    QueryStringsConfig: { QueryStringBehavior: "none" },
  };
  return (
    await edge.apply("AWS::CloudFront::OriginRequestPolicy", { OriginRequestPolicyConfig: { Name: "p", ...none, ...config } })
  ).ref;
}
const viewer = { cookie: "a=1; b=2", authorization: "Bearer x", "x-own": "1", "user-agent": "browser" };

it("is told the path, what is in the cache key, and nothing else of the viewer", async () => {
  await deploy({}, { OriginPath: "/live", OriginCustomHeaders: [{ HeaderName: "X-From", HeaderValue: "edge" }] });
  await edge.get("/talk%20one/feed.json?page=2&spy=1", viewer);
  expect(edge.asked).toEqual([
    {
      method: "GET",
      path: "/live/talk%20one/feed.json",
      query: "page=2",
      headers: {
        host: API_DOMAIN,
        "user-agent": "Amazon CloudFront",
        via: "1.1 local.cloudfront.net (CloudFront)",
        "x-amz-cf-id": expect.any(String),
        "x-forwarded-for": expect.stringContaining("127.0.0.1"),
        "x-from": "edge",
      },
      sourceIp: expect.stringContaining("127.0.0.1"),
    },
  ]);
});

it("is told besides what the origin request policy says", async () => {
  const policy = await requestPolicy({
    CookiesConfig: { CookieBehavior: "whitelist", Cookies: ["b"] },
    HeadersConfig: { HeaderBehavior: "whitelist", Headers: ["X-Own", "User-Agent"] },
    QueryStringsConfig: { QueryStringBehavior: "all" },
  });
  await deploy({ OriginRequestPolicyId: policy });
  await edge.get("/?page=2&spy=1", viewer);
  const [{ headers, query } = { headers: {}, query: "" }] = edge.asked;
  expect(query).toBe("page=2&spy=1");
  expect(headers).toMatchObject({ cookie: "b=2", "x-own": "1", "user-agent": "browser" });
  expect(headers).not.toHaveProperty("authorization");
});

it("keeps its own name as Host under AWS's policy that forwards all else", async () => {
  await deploy({ OriginRequestPolicyId: "b689b0a8-53d0-40ab-baf2-68738e2966ac" });
  await edge.get("/", viewer);
  expect(edge.asked[0]?.headers).toMatchObject({ host: API_DOMAIN, authorization: "Bearer x", cookie: "a=1; b=2" });
});

it("is asked once for what may be kept, and answers If-None-Match from the cache", async () => {
  await deploy();
  edge.apiAnswer = {
    status: 200,
    headers: { etag: '"v1"', "cache-control": "max-age=1" },
    cookies: [],
    body: Buffer.from("feed"),
  };
  expect(await edge.get("/feed.json")).toMatchObject({
    status: 200,
    text: "feed",
    headers: { "x-cache": "Miss from cloudfront" },
  });
  expect(await edge.get("/feed.json", { "if-none-match": '"v1"' })).toMatchObject({ status: 304 });
  expect(await edge.get("/feed.json", {}, "HEAD")).toMatchObject({ status: 200, text: "", headers: { "content-length": "4" } });
  expect(edge.asked).toHaveLength(1);
  edge.fake.clock.advance(1_001);
  expect(await edge.get("/feed.json")).toMatchObject({ headers: { "x-cache": "RefreshHit from cloudfront" } });
  expect(edge.asked).toHaveLength(2);
});

it.each([
  ["once by viewers who come together, when its answer is kept anyway", 1, 1],
  ["by each of them when it may not be", 0, 3],
])("is asked %s", async (_what, MinTTL, times) => {
  await deploy({}, {}, { MinTTL, DefaultTTL: 1, MaxTTL: 1 });
  const { promise, resolve } = Promise.withResolvers<void>();
  edge.apiAnswers = promise;
  edge.apiAnswer = { ...edge.apiAnswer, headers: { "cache-control": "max-age=1" }, body: Buffer.from("feed") };
  const answers = Promise.all([1, 2, 3].map(() => edge.get("/feed.json")));
  while (edge.asked.length < times) await new Promise(setImmediate);
  await new Promise((done) => setTimeout(done, 50));
  resolve();
  expect((await answers).map(({ text }) => text)).toEqual(["feed", "feed", "feed"]);
  expect(edge.asked).toHaveLength(times);
});

it("is asked for the whole by a HEAD, so that a GET after it has a body", async () => {
  await deploy();
  edge.apiAnswer = { ...edge.apiAnswer, body: Buffer.from("whole") };
  expect(await edge.get("/x", {}, "HEAD")).toMatchObject({ text: "" });
  expect(edge.asked[0]?.method).toBe("GET");
  expect(await edge.get("/x")).toMatchObject({ text: "whole", headers: { "x-cache": "Hit from cloudfront" } });
});

it("has its errors and cookies passed on", async () => {
  await deploy({}, {}, { DefaultTTL: 0, MaxTTL: 0 });
  edge.apiAnswer = {
    status: 500,
    headers: { "content-type": "application/json", connection: "close" },
    cookies: ["a=1", "b=2"],
    body: Buffer.from('{"message":"Internal Server Error"}'),
  };
  expect(await edge.get("/x")).toMatchObject({
    status: 500,
    text: '{"message":"Internal Server Error"}',
    headers: { "content-type": "application/json", "set-cookie": ["a=1", "b=2"], "x-cache": "Error from cloudfront" },
  });
});

it.each([
  ["a server elsewhere", { DomainName: "example.com" }, "neither a bucket nor an HTTP API of this stack: example.com"],
  ["an access control", { OriginAccessControlId: "X" }, "neither a bucket nor an HTTP API"],
  ["plain HTTP", { CustomOriginConfig: { OriginProtocolPolicy: "http-only" } }, "OriginProtocolPolicy"],
  ["a bucket's settings as well", { S3OriginConfig: {} }, "needs one of S3OriginConfig and CustomOriginConfig"],
])("is refused with %s", async (_what, properties, problem) => {
  await expect(deploy({}, properties)).rejects.toThrow(problem);
});
