/** Cache policies: what tells two requests apart, and for how long an answer is kept. */
import { AwsError } from "../../../errors.ts";
import { acceptedEncodings, type Encoding } from "../edge/compression.ts";
import type { TimesToLive } from "../edge/freshness.ts";
import { cookiesOf, header, pairsOf, type ViewerRequest } from "../edge/messages.ts";

/** Which names of a kind (headers, cookies, query strings) are part of the cache key. */
export type Selection = (name: string) => boolean;
export const none: Selection = () => false;
export const all: Selection = () => true;

export interface CachePolicy {
  readonly id: string;
  readonly name: string;
  readonly ttl: TimesToLive;
  /** The better first. */
  readonly encodings: readonly Encoding[];
  /** Lower-case names. */
  readonly headers: readonly string[];
  readonly cookies: Selection;
  readonly querystrings: Selection;
}

const day = 86_400;
const year = 31_536_000;

/** AWS's own policies that this cloud knows. */
export const managedCachePolicies: readonly CachePolicy[] = [
  {
    id: "658327ea-f89d-4fab-a63d-7e88639e58f6",
    name: "Managed-CachingOptimized",
    ttl: { min: 1, default: day, max: year },
    encodings: ["br", "gzip"],
    headers: [],
    cookies: none,
    querystrings: none,
  },
  {
    id: "4135ea2d-6df8-44a3-9df3-4b5a84be39ad",
    name: "Managed-CachingDisabled",
    ttl: { min: 0, default: 0, max: 0 },
    encodings: [],
    headers: [],
    cookies: none,
    querystrings: none,
  },
];

/** What tells requests apart under a policy. `origin` is the id of the origin that answers. */
export function cacheKey(request: ViewerRequest, policy: CachePolicy, origin: string): string {
  return JSON.stringify([
    origin,
    request.uri,
    pairsOf(request.querystring).filter(([name]) => policy.querystrings(name)),
    policy.headers.map((name) => header(request, name) ?? null),
    cookiesOf(request).filter(([name]) => policy.cookies(name)),
    acceptedEncodings(header(request, "accept-encoding"), policy.encodings),
  ]);
}

/** @returns NoSuchCachePolicy */
export function noSuchCachePolicy(id: string): AwsError {
  return new AwsError(
    "NoSuchCachePolicy",
    `The specified cache policy does not exist (or is a managed one that is not supported): ${id}`,
    404,
  );
}
