/** Compression at the edge (Developer Guide, "Serve compressed files"). */
import { promisify } from "node:util";
import { brotliCompress, constants, gzip } from "node:zlib";
import { directivesOf } from "./freshness.ts";
import type { EdgeResponse } from "./messages.ts";

export type Encoding = "br" | "gzip";

/** The media types that CloudFront compresses. */
const compressible: ReadonlySet<string> = new Set([
  ...[
    "dash+xml",
    "eot",
    "font",
    "font-sfnt",
    "javascript",
    "json",
    "opentype",
    "otf",
    "pdf",
    "pkcs7-mime",
    "protobuf",
    "rss+xml",
  ].map(application),
  ...["truetype", "ttf", "vnd.apple.mpegurl", "vnd.mapbox-vector-tile", "vnd.ms-fontobject", "wasm", "xhtml+xml", "xml"].map(
    application,
  ),
  ...["x-font-opentype", "x-font-truetype", "x-font-ttf", "x-httpd-cgi", "x-javascript", "x-mpegurl", "x-opentype", "x-otf"].map(
    application,
  ),
  ...["x-perl", "x-ttf"].map(application),
  ...["font/eot", "font/opentype", "font/otf", "font/ttf", "image/bmp", "image/svg+xml", "vnd.apple.mpegurl"],
  ...["css", "csv", "html", "javascript", "js", "plain", "richtext", "tab-separated-values", "xml"].map((name) => `text/${name}`),
  ...["x-component", "x-java-source", "x-script"].map((name) => `text/${name}`),
]);
const SMALLEST = 1_000;
const LARGEST = 10_000_000;

/** The encodings that both the viewer and the cache policy take, the better first: also a part of the cache key. */
export function acceptedEncodings(acceptEncoding: string | undefined, enabled: readonly Encoding[]): Encoding[] {
  const accepted = new Set<string>();
  for (const part of acceptEncoding?.split(",") ?? []) {
    const [name = "", ...parameters] = part.split(";").map((word) => word.trim().toLowerCase());
    if (!parameters.some((parameter) => /^q=0(\.0*)?$/.test(parameter))) accepted.add(name);
  }
  return enabled.filter((encoding) => accepted.has(encoding) || accepted.has("*"));
}

/** The response, compressed when it can be; its ETag is weak then. */
export async function compressed(response: EdgeResponse, encodings: readonly Encoding[]): Promise<EdgeResponse> {
  const [encoding] = encodings;
  if (!encoding || !isCompressible(response)) return response;
  const body = await (encoding === "br" ? brotli(response.body) : promisify(gzip)(response.body));
  const etag = response.headers.etag;
  return {
    ...response,
    body,
    headers: {
      ...response.headers,
      "content-encoding": encoding,
      vary: "Accept-Encoding",
      ...(etag?.startsWith('"') ? { etag: `W/${etag}` } : {}),
    },
  };
}

function isCompressible({ status, headers, body }: EdgeResponse): boolean {
  const type = headers["content-type"]?.split(";")[0]?.trim().toLowerCase() ?? "";
  return (
    [200, 403, 404].includes(status) &&
    compressible.has(type) &&
    body.byteLength >= SMALLEST &&
    body.byteLength <= LARGEST &&
    headers["content-encoding"] === undefined &&
    !directivesOf(headers["cache-control"]).has("no-transform")
  );
}

function brotli(body: Uint8Array): Promise<Uint8Array> {
  return promisify(brotliCompress)(body, { params: { [constants.BROTLI_PARAM_QUALITY]: 5 } });
}

function application(name: string): string {
  return `application/${name}`;
}
