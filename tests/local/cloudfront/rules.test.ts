import { expect, test } from "@jest/globals";
import fc from "fast-check";
import { acceptedEncodings, compressed } from "../../../local/services/cloudfront/edge/compression.ts";
import { ranged, unlessUnchanged } from "../../../local/services/cloudfront/edge/conditional.ts";
import { timeToLive } from "../../../local/services/cloudfront/edge/freshness.ts";
import type { ViewerRequest } from "../../../local/services/cloudfront/edge/messages.ts";
import { pathPattern } from "../../../local/services/cloudfront/edge/path-pattern.ts";

const request = (headers: Record<string, string> = {}): ViewerRequest => ({
  method: "GET",
  uri: "/",
  querystring: "",
  headers: Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, [value]])),
  ip: "127.0.0.1",
  requestId: "r",
});

test.each([
  ["*", "/anything/at/all", true],
  ["/media/*", "/media/a/b.webp", true],
  ["/media/*", "/media/", true],
  ["/media/*", "/media", false],
  ["media/*", "/media/a", true],
  ["/live/*/feed.json", "/live/talk/feed.json", true],
  ["/live/*/feed.json", "/live/a/b/feed.json", true],
  ["/live/*/feed.json", "/live/talk/feed-json", false],
  ["/a??.jpg", "/a12.jpg", true],
  ["/a??.jpg", "/a1.jpg", false],
  ["*.JPG", "/a.jpg", false],
  ["/a.b", "/axb", false],
])("the pattern %s on %s: %s", (pattern, path, matches) => {
  expect(pathPattern(pattern)(path)).toBe(matches);
});

test("a pattern of plain characters takes itself only", () => {
  const plain = fc.string().map((text) => `/${text.replaceAll(/[*?]/g, "")}`);
  fc.assert(fc.property(plain, plain, (one, other) => pathPattern(one)(other) === (one === other)));
});

const now = Date.UTC(2026, 10, 23);
test.each([
  ["nothing said", {}, { min: 0, default: 60, max: 100 }, 60],
  ["nothing said, under a larger minimum", {}, { min: 90, default: 60, max: 100 }, 90],
  ["max-age", { "cache-control": "public, max-age=30" }, { min: 0, default: 60, max: 100 }, 30],
  ["s-maxage before max-age", { "cache-control": "max-age=30, s-maxage=40" }, { min: 0, default: 60, max: 100 }, 40],
  ["more than the maximum", { "cache-control": "max-age=31536000" }, { min: 0, default: 60, max: 100 }, 100],
  ["less than the minimum", { "cache-control": "max-age=0" }, { min: 10, default: 60, max: 100 }, 10],
  ["max-age=0: kept, asked for each time", { "cache-control": "max-age=0" }, { min: 0, default: 60, max: 100 }, 0],
  ["no-cache: kept, asked for each time", { "cache-control": "no-cache" }, { min: 0, default: 60, max: 100 }, 0],
  ["no-cache under a minimum", { "cache-control": "no-cache" }, { min: 10, default: 60, max: 100 }, 10],
  ["no-store", { "cache-control": "no-store" }, { min: 0, default: 60, max: 100 }, undefined],
  ["private", { "cache-control": "private, max-age=30" }, { min: 0, default: 60, max: 100 }, undefined],
  ["no-store under a minimum", { "cache-control": "no-store" }, { min: 10, default: 60, max: 100 }, 10],
  ["Expires", { expires: new Date(now + 50_000).toUTCString() }, { min: 0, default: 60, max: 100 }, 50],
  ["an Expires that is no date", { expires: "0" }, { min: 0, default: 60, max: 100 }, 0],
  [
    "max-age before Expires",
    { "cache-control": "max-age=5", expires: new Date(now + 50_000).toUTCString() },
    { min: 0, default: 60, max: 100 },
    5,
  ],
  ["caching disabled", { "cache-control": "max-age=30" }, { min: 0, default: 0, max: 0 }, undefined],
])("time to live, %s", (_what, headers, limits, seconds) => {
  expect(timeToLive(headers as Record<string, string>, limits, now)).toBe(seconds);
});

test.each([
  ["br, gzip", ["br", "gzip"], ["br", "gzip"]],
  ["gzip, deflate, br", ["br", "gzip"], ["br", "gzip"]],
  ["gzip", ["br", "gzip"], ["gzip"]],
  ["br", ["gzip"], []],
  ["br;q=0, gzip;q=0.5", ["br", "gzip"], ["gzip"]],
  ["*", ["br", "gzip"], ["br", "gzip"]],
  ["identity", ["br", "gzip"], []],
  [undefined, ["br", "gzip"], []],
] as const)("Accept-Encoding %s with %j: %j", (accept, enabled, encodings) => {
  expect(acceptedEncodings(accept, enabled)).toEqual(encodings);
});

const text = (length: number, headers: Record<string, string> = {}, status = 200) => ({
  status,
  headers: { "content-type": "text/html; charset=utf-8", etag: '"e"', ...headers },
  body: Buffer.alloc(length, "a"),
});
test.each([
  ["text", text(1_000), "br"],
  ["text that is too small", text(999), undefined],
  ["text that is too large", text(10_000_001), undefined],
  ["a picture", text(1_000, { "content-type": "image/webp" }), undefined],
  ["a drawing", text(1_000, { "content-type": "image/svg+xml" }), "br"],
  ["what is compressed already", text(1_000, { "content-encoding": "gzip" }), "gzip"],
  ["what must not be transformed", text(1_000, { "cache-control": "no-transform" }), undefined],
  ["an error page", text(1_000, {}, 404), "br"],
  ["a fault", text(1_000, {}, 500), undefined],
])("compresses or not: %s", async (_what, response, encoding) => {
  const result = await compressed(response, ["br", "gzip"]);
  expect(result.headers["content-encoding"]).toBe(encoding);
  if (encoding === "br") expect(result.headers.etag).toBe('W/"e"');
});

const file = {
  status: 200,
  headers: {
    "content-type": "text/plain",
    etag: '"abc"',
    "last-modified": "Mon, 23 Nov 2026 00:00:00 GMT",
    "cache-control": "max-age=1",
  },
  body: Buffer.from("0123456789"),
};
test.each([
  [{ "if-none-match": '"abc"' }, 304],
  [{ "if-none-match": 'W/"abc"' }, 304],
  [{ "if-none-match": '"x", "abc"' }, 304],
  [{ "if-none-match": "*" }, 304],
  [{ "if-none-match": '"x"' }, 200],
  [{ "if-none-match": '"x"', "if-modified-since": "Mon, 23 Nov 2026 00:00:00 GMT" }, 200],
  [{ "if-modified-since": "Mon, 23 Nov 2026 00:00:00 GMT" }, 304],
  [{ "if-modified-since": "Sun, 22 Nov 2026 00:00:00 GMT" }, 200],
  [{ "if-modified-since": "yesterday" }, 200],
])("conditional request %j: %s", (headers, status) => {
  const response = unlessUnchanged(request(headers as Record<string, string>), file);
  expect(response.status).toBe(status);
  if (status === 304)
    expect(response).toMatchObject({ headers: { etag: '"abc"', "cache-control": "max-age=1" }, body: new Uint8Array() });
});

test.each([
  [{ range: "bytes=0-3" }, 206, "0123", "bytes 0-3/10"],
  [{ range: "bytes=8-" }, 206, "89", "bytes 8-9/10"],
  [{ range: "bytes=-3" }, 206, "789", "bytes 7-9/10"],
  [{ range: "bytes=-30" }, 206, "0123456789", "bytes 0-9/10"],
  [{ range: "bytes=5-99" }, 206, "56789", "bytes 5-9/10"],
  [{ range: "bytes=10-" }, 416, "", "bytes */10"],
  [{ range: "bytes=-0" }, 416, "", "bytes */10"],
  [{ range: "bytes=5-2" }, 200, "0123456789", undefined],
  [{ range: "bytes=0-1,3-4" }, 200, "0123456789", undefined],
  [{ range: "lines=0-1" }, 200, "0123456789", undefined],
  [{ range: "bytes=0-3", "if-range": '"abc"' }, 206, "0123", "bytes 0-3/10"],
  [{ range: "bytes=0-3", "if-range": '"old"' }, 200, "0123456789", undefined],
  [{ range: "bytes=0-3", "if-range": "Mon, 23 Nov 2026 00:00:00 GMT" }, 206, "0123", "bytes 0-3/10"],
])("range %j: %s", (headers, status, body, contentRange) => {
  const response = ranged(request(headers as Record<string, string>), file);
  expect({
    status: response.status,
    body: Buffer.from(response.body).toString(),
    range: response.headers["content-range"],
  }).toEqual({
    status,
    body,
    range: contentRange,
  });
});
