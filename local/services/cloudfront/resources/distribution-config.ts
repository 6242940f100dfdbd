/** The schema of a distribution's configuration: the part of CloudFront that this edge interprets. */
import { z } from "zod";
import { boolean, seconds } from "./properties.ts";

const methods = z
  .array(z.enum(["GET", "HEAD", "OPTIONS"]))
  .refine((all) => all.includes("GET") && all.includes("HEAD"), "lacks GET or HEAD");

const behavior = z.strictObject({
  TargetOriginId: z.string(),
  /** The listener stands for the distribution's HTTPS side, where none of these redirects or refuses. */
  ViewerProtocolPolicy: z.enum(["allow-all", "https-only", "redirect-to-https"]),
  AllowedMethods: methods.default(["GET", "HEAD"]),
  /** An answer to OPTIONS is never kept here. */
  CachedMethods: z.array(z.enum(["GET", "HEAD"])).optional(),
  CachePolicyId: z.string(),
  OriginRequestPolicyId: z.string().optional(),
  ResponseHeadersPolicyId: z.string().optional(),
  Compress: boolean.default(false),
  SmoothStreaming: z.literal(false).optional(),
  FunctionAssociations: z
    .array(z.strictObject({ EventType: z.enum(["viewer-request", "viewer-response"]), FunctionARN: z.string() }))
    .default([]),
});
export type BehaviorProperties = z.infer<typeof behavior>;

const customOrigin = z.strictObject({
  /** An HTTP API speaks nothing else. */
  OriginProtocolPolicy: z.literal("https-only"),
  HTTPSPort: z.coerce
    .number()
    .refine((port) => port === 443, "is not 443")
    .optional(),
  /** Change nothing here: the API is in the same process, and ends what takes more than 30 seconds itself. */
  HTTPPort: z.coerce.number().optional(),
  OriginSSLProtocols: z.array(z.string()).optional(),
  OriginReadTimeout: z.coerce.number().int().min(30).max(180).optional(),
  OriginKeepaliveTimeout: z.coerce.number().optional(),
});

const origin = z
  .strictObject({
    Id: z.string(),
    DomainName: z.string(),
    OriginPath: z
      .string()
      .regex(/^(\/.*[^/])?$/)
      .default(""),
    OriginAccessControlId: z.string().default(""),
    S3OriginConfig: z.strictObject({ OriginAccessIdentity: z.literal("").optional() }).optional(),
    CustomOriginConfig: customOrigin.optional(),
    OriginCustomHeaders: z.array(z.strictObject({ HeaderName: z.string(), HeaderValue: z.string() })).default([]),
    /** Change nothing here: the origin is in the same process. */
    ConnectionAttempts: z.coerce.number().optional(),
    ConnectionTimeout: z.coerce.number().optional(),
  })
  .refine(
    ({ S3OriginConfig, CustomOriginConfig }) => (S3OriginConfig === undefined) !== (CustomOriginConfig === undefined),
    "needs one of S3OriginConfig and CustomOriginConfig",
  );
export type OriginProperties = z.infer<typeof origin>;

/** DistributionConfig. */
export const distributionConfig = z.strictObject({
  Enabled: z.union([z.literal(true), z.literal("true")]),
  Comment: z.string().default(""),
  DefaultRootObject: z.string().regex(/^[^/]/).or(z.literal("")).default(""),
  Origins: z.array(origin).min(1),
  DefaultCacheBehavior: behavior,
  CacheBehaviors: z.array(behavior.extend({ PathPattern: z.string().min(1).max(255) })).default([]),
  CustomErrorResponses: z
    .array(
      z
        .strictObject({
          ErrorCode: z.coerce.number().refine((code) => [400, 403, 404, 405, 414, 416, 500, 501, 502, 503, 504].includes(code)),
          ErrorCachingMinTTL: seconds.default(10),
          ResponseCode: z.coerce.number().int().min(200).max(599).optional(),
          ResponsePagePath: z.string().startsWith("/").optional(),
        })
        .refine(
          ({ ResponseCode, ResponsePagePath }) => (ResponseCode === undefined) === (ResponsePagePath === undefined),
          "has only one of ResponseCode and ResponsePagePath",
        ),
    )
    .default([]),
  ViewerCertificate: z.strictObject({ CloudFrontDefaultCertificate: z.union([z.literal(true), z.literal("true")]) }).optional(),
  /** Change nothing here: they say where on earth, and in which protocol, viewers are served. */
  HttpVersion: z.string().optional(),
  IPV6Enabled: boolean.optional(),
  PriceClass: z.string().optional(),
});
export type DistributionProperties = z.infer<typeof distributionConfig>;
