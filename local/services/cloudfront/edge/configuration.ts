/** A distribution as its template defines it, references to policies and functions resolved. */
import type { CloudFrontFunction } from "../functions/cloudfront-function.ts";
import type { CachePolicy } from "../policies/cache-policy.ts";
import type { OriginRequestPolicy } from "../policies/origin-request-policy.ts";
import type { ResponseHeadersPolicy } from "../policies/response-headers-policy.ts";
import type { ApiOrigin } from "./api-origin.ts";
import type { S3Origin } from "./s3-origin.ts";

export type Origin = S3Origin | ApiOrigin;

export interface Behavior {
  /** The template's words; `*` for the default behavior. */
  readonly pattern: string;
  readonly matches: (path: string) => boolean;
  readonly origin: Origin;
  readonly methods: ReadonlySet<string>;
  readonly compress: boolean;
  readonly cachePolicy: CachePolicy;
  readonly originRequestPolicy: OriginRequestPolicy | undefined;
  readonly responseHeaders: ResponseHeadersPolicy | undefined;
  readonly viewerRequest: CloudFrontFunction | undefined;
  readonly viewerResponse: CloudFrontFunction | undefined;
}

export interface ErrorResponse {
  /** Seconds. */
  readonly cachingMinTtl: number;
  /** What viewers get instead; undefined when only the caching is set. */
  readonly page: { readonly path: string; readonly status: number } | undefined;
}

export interface DistributionConfiguration {
  readonly id: string;
  readonly arn: string;
  readonly comment: string;
  /** Without a leading slash; empty when there is none. */
  readonly defaultRootObject: string;
  /** In the order in which they are tried; the default behavior last. */
  readonly behaviors: readonly Behavior[];
  readonly errorResponses: ReadonlyMap<number, ErrorResponse>;
}
