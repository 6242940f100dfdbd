import { brotliDecompressSync, gunzipSync } from "node:zlib";
import { afterEach, beforeEach, expect, test } from "@jest/globals";
import { cachePolicyProperties, Edge } from "./support.ts";

let edge: Edge;
beforeEach(() => {
  edge = new Edge();
});
afterEach(() => edge.stop());

test("DomainName is where it listens, from the moment it is applied; ids are the same at every boot", async () => {
  const id = await edge.distribution();
  expect(id).toMatch(/^E[0-9A-Z]{13}$/);
  expect(edge.service.distributions()).toEqual([
    { id, domainName: expect.stringMatching(/^127\.0\.0\.1:\d+$/), url: expect.stringMatching(/^http:\/\/127\.0\.0\.1:\d+$/) },
  ]);
  const again = new Edge();
  expect(await again.distribution()).toBe(id);
  await again.stop();
});

test("reads the bucket in CloudFront's name, for this distribution", async () => {
  const id = await edge.distribution();
  edge.put("a b/ü.txt", "hello", { cacheControl: "max-age=5", metadata: { build: "7" } });
  const answer = await edge.get("/a%20b/%C3%BC.txt?v=1");
  expect(answer).toMatchObject({
    status: 200,
    text: "hello",
    headers: {
      "content-type": "text/plain",
      "cache-control": "max-age=5",
      "last-modified": "Mon, 23 Nov 2026 00:00:00 GMT",
      "x-amz-meta-build": "7",
      "x-cache": "Miss from cloudfront",
      via: expect.stringContaining("cloudfront"),
    },
  });
  const sourceArn = `arn:aws:cloudfront::000000000000:distribution/${id}`;
  expect(edge.reads).toEqual([
    { bucket: "site", key: "a b/ü.txt", principal: { kind: "service", service: "cloudfront.amazonaws.com", sourceArn } },
  ]);
});

test("a bucket that does not let it in answers S3's AccessDenied", async () => {
  await edge.distribution();
  edge.allowed = false;
  expect(await edge.get("/index.html")).toMatchObject({
    status: 403,
    text: expect.stringContaining("<Code>AccessDenied</Code>"),
    headers: { "content-type": "application/xml", "x-cache": "Error from cloudfront" },
  });
});

test("a fault of the edge itself is a 500 to the viewer, and is told to who watches", async () => {
  await edge.distribution();
  edge.fault = new Error("EIO: i/o error, read");
  expect(await edge.get("/index.html?a=1")).toMatchObject({ status: 500, headers: { "x-cache": "Error from cloudfront" } });
  expect(edge.fake.events).toEqual([
    { type: "internal-error", where: "cloudfront GET /index.html?a=1", message: "Error: EIO: i/o error, read" },
  ]);
});

test("an origin without an access control asks anonymously, which a private bucket denies", async () => {
  edge.put("index.html", "hello");
  await edge.distribution(
    {},
    { Origins: [{ Id: "site", DomainName: "site.s3.eu-central-1.amazonaws.com", S3OriginConfig: {} }] },
  );
  expect(await edge.get("/index.html")).toMatchObject({
    status: 403,
    text: expect.stringContaining("<Code>AccessDenied</Code>"),
  });
  expect(edge.reads).toEqual([]);
});

test("the root is the default root object, and without one a listing that is denied", async () => {
  edge.put("index.html", "home");
  await edge.distribution({}, { DefaultRootObject: "index.html" });
  expect(await edge.get("/")).toMatchObject({ status: 200, text: "home" });
  expect(await edge.get("/sub/")).toMatchObject({ status: 404 });
  await edge.distribution();
  expect(await edge.get("/")).toMatchObject({ status: 403 });
});

test("keeps an answer as long as its origin says, then asks again", async () => {
  await edge.distribution();
  edge.put("a.txt", "one", { cacheControl: "max-age=10" });
  expect((await edge.get("/a.txt")).headers).toMatchObject({ "x-cache": "Miss from cloudfront" });
  expect((await edge.get("/a.txt")).headers).not.toHaveProperty("content-encoding");
  edge.put("a.txt", "two", { cacheControl: "max-age=10" });
  edge.fake.clock.advance(9_000);
  expect(await edge.get("/a.txt")).toMatchObject({ text: "one", headers: { "x-cache": "Hit from cloudfront", age: "9" } });
  edge.fake.clock.advance(1_000);
  expect(await edge.get("/a.txt")).toMatchObject({ text: "two", headers: { "x-cache": "Miss from cloudfront" } });
  edge.fake.clock.advance(10_000);
  const refreshed = await edge.get("/a.txt");
  expect(refreshed).toMatchObject({ text: "two", headers: { "x-cache": "RefreshHit from cloudfront" } });
  expect(refreshed.headers).not.toHaveProperty("age");
  expect((await edge.get("/a.txt")).headers).toMatchObject({ "x-cache": "Hit from cloudfront" });
});

test("what the origin says of an unchanged object is taken over", async () => {
  await edge.distribution();
  edge.put("a.txt", "one", { cacheControl: "max-age=10" });
  await edge.get("/a.txt");
  edge.put("a.txt", "one", { cacheControl: "max-age=20" });
  edge.fake.clock.advance(10_000);
  expect((await edge.get("/a.txt")).headers).toMatchObject({
    "x-cache": "RefreshHit from cloudfront",
    "cache-control": "max-age=20",
  });
});

test("nothing is kept under the managed policy CachingDisabled", async () => {
  await edge.distribution({ CachePolicyId: "4135ea2d-6df8-44a3-9df3-4b5a84be39ad", Compress: true });
  edge.put("a.txt", "x".repeat(2_000), { cacheControl: "max-age=10" });
  for (const _time of [1, 2]) {
    const { headers } = await edge.get("/a.txt", { "accept-encoding": "gzip" });
    expect(headers).toMatchObject({ "x-cache": "Miss from cloudfront" });
    expect(headers).not.toHaveProperty("content-encoding");
  }
});

test("the cache key is what the policy names, and nothing else", async () => {
  const { ref } = await edge.apply(
    "AWS::CloudFront::CachePolicy",
    cachePolicyProperties({
      QueryStringsConfig: { QueryStringBehavior: "whitelist", QueryStrings: ["page"] },
      HeadersConfig: { HeaderBehavior: "whitelist", Headers: ["Accept-Language"] },
      CookiesConfig: { CookieBehavior: "allExcept", Cookies: ["tracker"] },
    }),
    "Own",
  );
  await edge.distribution({ CachePolicyId: ref });
  edge.put("a.txt", "one");
  await edge.get("/a.txt?page=1&x=1", { "accept-language": "de", cookie: "id=1; tracker=1" });
  const result = async (path: string, headers: Record<string, string>) => (await edge.get(path, headers)).headers["x-cache"];
  expect(await result("/a.txt?x=2&page=1", { "accept-language": "de", cookie: "id=1; tracker=2" })).toBe("Hit from cloudfront");
  expect(await result("/a.txt?page=2", { "accept-language": "de", cookie: "id=1" })).toBe("Miss from cloudfront");
  expect(await result("/a.txt?page=1", { "accept-language": "en", cookie: "id=1" })).toBe("Miss from cloudfront");
  expect(await result("/a.txt?page=1", { "accept-language": "de", cookie: "id=2" })).toBe("Miss from cloudfront");
});

test("behaviors are tried in order, by the path asked for", async () => {
  const behavior = (PathPattern: string, more = {}) => ({
    PathPattern,
    TargetOriginId: "other",
    ViewerProtocolPolicy: "allow-all",
    CachePolicyId: "658327ea-f89d-4fab-a63d-7e88639e58f6",
    ...more,
  });
  const access = await edge.apply("AWS::CloudFront::OriginAccessControl", {
    OriginAccessControlConfig: {
      Name: "a",
      OriginAccessControlOriginType: "s3",
      SigningBehavior: "always",
      SigningProtocol: "sigv4",
    },
  });
  const origin = (Id: string, OriginPath: string) => ({
    Id,
    OriginPath,
    DomainName: `${Id}.s3.amazonaws.com`,
    OriginAccessControlId: access.ref,
    S3OriginConfig: {},
  });
  await edge.distribution(
    {},
    {
      Origins: [origin("site", ""), origin("other", "/folder")],
      CacheBehaviors: [behavior("/media/*"), behavior("/media/special/*", { TargetOriginId: "site" })],
    },
  );
  await edge.get("/media/special/a");
  await edge.get("/Media/a");
  expect(edge.reads.map(({ bucket, key }) => `${bucket} ${key}`)).toEqual(["other folder/media/special/a", "site Media/a"]);
});

test.each([
  ["br, gzip", "br", (body: Buffer) => brotliDecompressSync(body)],
  ["gzip", "gzip", (body: Buffer) => gunzipSync(body)],
])("compresses for a viewer that takes %s", async (accept, encoding, decode) => {
  await edge.distribution({ Compress: true });
  edge.put("page.html", "hello ".repeat(500));
  for (const result of ["Miss", "Hit"]) {
    const answer = await edge.get("/page.html", { "accept-encoding": accept });
    expect(answer.headers).toMatchObject({
      "content-encoding": encoding,
      etag: expect.stringMatching(/^W\/"/),
      vary: "Accept-Encoding",
      "x-cache": `${result} from cloudfront`,
    });
    expect(decode(answer.body).toString()).toBe("hello ".repeat(500));
  }
  const unchanged = await edge.get("/page.html", {
    "accept-encoding": accept,
    "if-none-match": String((await edge.get("/page.html")).headers.etag),
  });
  expect(unchanged).toMatchObject({ status: 304, text: "" });
});

test("ranges are cut from the object itself; HEAD has the headers only", async () => {
  await edge.distribution({ Compress: true });
  edge.put("page.html", "0123456789".repeat(200));
  await edge.get("/page.html", { "accept-encoding": "gzip" });
  const range = await edge.get("/page.html", { "accept-encoding": "gzip", range: "bytes=0-3" });
  expect(range).toMatchObject({
    status: 206,
    text: "0123",
    headers: { "content-range": "bytes 0-3/2000", "content-length": "4" },
  });
  const head = await edge.get("/page.html", {}, "HEAD");
  expect(head).toMatchObject({ status: 200, text: "", headers: { "content-length": "2000" } });
});

test("a method that is not allowed is 403; OPTIONS reaches a bucket without CORS", async () => {
  await edge.distribution();
  expect(await edge.get("/a.txt", {}, "POST")).toMatchObject({
    status: 403,
    text: expect.stringContaining("could not be satisfied"),
  });
  expect(await edge.get("/a.txt", {}, "OPTIONS")).toMatchObject({ status: 403 });
  expect(edge.reads).toEqual([]);
  await edge.distribution({ AllowedMethods: ["GET", "HEAD", "OPTIONS"] });
  expect(await edge.get("/a.txt", {}, "OPTIONS")).toMatchObject({ text: expect.stringContaining("AccessForbidden") });
});

test("an error shows the distribution's page with its own status; the error is kept as long as it says", async () => {
  await edge.distribution(
    {},
    { CustomErrorResponses: [{ ErrorCode: 404, ResponseCode: 410, ResponsePagePath: "/404.html", ErrorCachingMinTTL: "5" }] },
  );
  edge.put("404.html", "nothing here");
  expect(await edge.get("/absent")).toMatchObject({
    status: 410,
    text: "nothing here",
    headers: { "content-type": "text/html", "x-cache": "Error from cloudfront" },
  });
  edge.put("absent", "now it is there");
  expect(await edge.get("/absent")).toMatchObject({ status: 410 });
  edge.fake.clock.advance(5_000);
  expect(await edge.get("/absent")).toMatchObject({ status: 200, text: "now it is there" });
});

test("an error whose page is missing is the page's error; other errors are the origin's, kept for ten seconds", async () => {
  await edge.distribution({}, { CustomErrorResponses: [{ ErrorCode: 404, ResponseCode: 200, ResponsePagePath: "/app.html" }] });
  expect(await edge.get("/absent")).toMatchObject({ status: 404, text: expect.stringContaining("<Key>app.html</Key>") });
  edge.put("app.html", "the app");
  edge.fake.clock.advance(10_000);
  expect(await edge.get("/absent")).toMatchObject({ status: 200, text: "the app" });
  edge.allowed = false;
  await edge.get("/other");
  edge.allowed = true;
  edge.put("other", "there");
  edge.fake.clock.advance(9_000);
  expect(await edge.get("/other")).toMatchObject({ status: 403 });
  edge.fake.clock.advance(1_000);
  expect(await edge.get("/other")).toMatchObject({ status: 200 });
});

test("a response headers policy removes, then adds, overriding where it says so, on errors too", async () => {
  const { ref } = await edge.apply("AWS::CloudFront::ResponseHeadersPolicy", {
    ResponseHeadersPolicyConfig: {
      Name: "security",
      SecurityHeadersConfig: {
        ContentSecurityPolicy: { ContentSecurityPolicy: "default-src 'self'", Override: true },
        ContentTypeOptions: { Override: true },
        FrameOptions: { FrameOption: "DENY", Override: true },
        ReferrerPolicy: { ReferrerPolicy: "no-referrer", Override: true },
        StrictTransportSecurity: { AccessControlMaxAgeSec: "31536000", IncludeSubdomains: true, Preload: true, Override: true },
        XSSProtection: { Protection: true, ModeBlock: true, Override: true },
      },
      CustomHeadersConfig: {
        Items: [
          { Header: "Cache-Control", Value: "no-store", Override: false },
          { Header: "X-Mine", Value: "yes", Override: true },
        ],
      },
      RemoveHeadersConfig: { Items: [{ Header: "Server" }] },
    },
  });
  await edge.distribution({ ResponseHeadersPolicyId: ref });
  edge.put("a.txt", "one", { cacheControl: "max-age=9" });
  const security = {
    "content-security-policy": "default-src 'self'",
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
    "referrer-policy": "no-referrer",
    "strict-transport-security": "max-age=31536000; includeSubDomains; preload",
    "x-xss-protection": "1; mode=block",
    "x-mine": "yes",
  };
  const { headers } = await edge.get("/a.txt");
  expect(headers).toMatchObject({ ...security, "cache-control": "max-age=9" });
  expect(headers).not.toHaveProperty("server");
  expect((await edge.get("/absent")).headers).toMatchObject({ ...security, "cache-control": "no-store" });
});

test.each([
  ["an origin that is not there", { TargetOriginId: "absent" }, {}, /absent/],
  ["a managed cache policy it does not know", { CachePolicyId: "b2884449-e4de-46a7-ac36-70bc7f1ddd6d" }, {}, /cache policy/],
  [
    "a response headers policy that is not there",
    { ResponseHeadersPolicyId: "67f7725c-6f97-4210-82d7-5512b31e9d03" },
    {},
    /response headers policy/,
  ],
  [
    "a function that is not published",
    { FunctionAssociations: [{ EventType: "viewer-request", FunctionARN: "arn:aws:cloudfront::000000000000:function/no" }] },
    {},
    /AutoPublish/,
  ],
  ["writing methods", { AllowedMethods: ["GET", "HEAD", "PUT"] }, {}, /AllowedMethods/],
  ["a custom origin", {}, { Origins: [{ Id: "api", DomainName: "example.com", CustomOriginConfig: {} }] }, /CustomOriginConfig/],
  ["a name of its own", {}, { Aliases: ["example.com"] }, /Aliases/],
  [
    "a page for an error without a status",
    {},
    { CustomErrorResponses: [{ ErrorCode: 404, ResponsePagePath: "/404.html" }] },
    /ResponseCode/,
  ],
])("refuses %s by name", async (_what, behavior, config, message) => {
  await expect(edge.distribution(behavior, config)).rejects.toThrow(message);
});
