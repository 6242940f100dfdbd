/** An HTTP API as an origin: asked at its own domain name, and told of the request what the policies say. */
import type { Cloud } from "../../../contracts.ts";
import type { CachePolicy } from "../policies/cache-policy.ts";
import type { OriginRequestPolicy } from "../policies/origin-request-policy.ts";
import { acceptedEncodings } from "./compression.ts";
import { cookiesOf, type EdgeResponse, header, pairsOf, type ViewerRequest } from "./messages.ts";

export interface ApiOrigin {
  readonly kind: "api";
  readonly id: string;
  /** `<id>.execute-api.<region>.amazonaws.com` */
  readonly domainName: string;
  /** Empty, or with a leading and without a trailing slash. */
  readonly path: string;
  /** What the origin is told besides; lower-case names. */
  readonly customHeaders: Readonly<Record<string, string>>;
}

export interface ForwardingPolicies {
  readonly cachePolicy: CachePolicy;
  readonly originRequestPolicy: OriginRequestPolicy | undefined;
}

/** The connection's and the edge's own, never the origin's. */
const withheld = /^(connection|content-length|cookie|date|keep-alive|te|trailer|transfer-encoding|upgrade|via)$/;

/** A HEAD asks for the whole answer, as it may be kept for a GET. */
export async function fetchFromApi(
  origin: ApiOrigin,
  request: ViewerRequest,
  policies: ForwardingPolicies,
  cloud: Cloud,
): Promise<EdgeResponse> {
  const { status, headers, cookies, body } = await cloud.httpApis.fetch(origin.domainName, {
    method: request.method === "HEAD" ? "GET" : request.method,
    path: `${origin.path}${request.uri}`,
    query: forwardedQuery(request, policies),
    headers: { ...forwardedHeaders(request, policies), ...origin.customHeaders, host: origin.domainName },
    sourceIp: request.ip,
  });
  const passed = Object.entries(headers).filter(([name]) => !withheld.test(name));
  return { status, headers: Object.fromEntries(passed), cookies, body };
}

function forwardedQuery(request: ViewerRequest, { cachePolicy, originRequestPolicy }: ForwardingPolicies): string {
  return pairsOf(request.querystring)
    .filter(([name]) => cachePolicy.querystrings(name) || originRequestPolicy?.querystrings(name))
    .map((pair) => pair.join("="))
    .join("&");
}

function forwardedHeaders(request: ViewerRequest, policies: ForwardingPolicies): Record<string, string> {
  const { cachePolicy, originRequestPolicy } = policies;
  const viewers = Object.keys(request.headers).filter(
    (name) => !withheld.test(name) && (cachePolicy.headers.includes(name) || originRequestPolicy?.headers(name)),
  );
  const cookies = cookiesOf(request).filter(([name]) => cachePolicy.cookies(name) || originRequestPolicy?.cookies(name));
  const encodings = acceptedEncodings(header(request, "accept-encoding"), cachePolicy.encodings);
  return {
    "user-agent": "Amazon CloudFront",
    ...Object.fromEntries(viewers.map((name) => [name, header(request, name) ?? ""])),
    ...(cookies.length > 0 && { cookie: cookies.map((pair) => pair.join("=")).join("; ") }),
    ...(encodings.length > 0 && { "accept-encoding": encodings.join(",") }),
    via: "1.1 local.cloudfront.net (CloudFront)",
    "x-amz-cf-id": request.requestId,
    "x-forwarded-for": request.ip,
  };
}
