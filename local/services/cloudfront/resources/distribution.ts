import { z } from "zod";
import type { Cloud, ResourceType } from "../../../contracts.ts";
import { AwsError } from "../../../errors.ts";
import type { ApiOrigin } from "../edge/api-origin.ts";
import type { Behavior, DistributionConfiguration, ErrorResponse, Origin } from "../edge/configuration.ts";
import { pathPattern } from "../edge/path-pattern.ts";
import type { S3Origin } from "../edge/s3-origin.ts";
import type { EdgeState } from "../edge-state.ts";
import type { CloudFrontFunction } from "../functions/cloudfront-function.ts";
import { stableId } from "../names.ts";
import { noSuchCachePolicy } from "../policies/cache-policy.ts";
import {
  type BehaviorProperties,
  type DistributionProperties,
  distributionConfig,
  type OriginProperties,
} from "./distribution-config.ts";
import { tags } from "./properties.ts";

const properties = z.strictObject({ DistributionConfig: distributionConfig, Tags: tags });

/** AWS::CloudFront::Distribution. `Ref` is its id, DomainName the host and port on which it listens from here on. */
export function distributionType(state: EdgeState): ResourceType<z.infer<typeof properties>> {
  return {
    type: "AWS::CloudFront::Distribution",
    properties,
    async apply({ logicalId, properties: { DistributionConfig: config } }, cloud) {
      const id = stableId("E", cloud.stackName, logicalId);
      const { domainName } = await state.deploy(configurationOf(id, config, state, cloud));
      return { ref: id, attributes: { Id: id, DomainName: domainName } };
    },
  };
}

/** @throws AwsError for what the configuration refers to and does not exist */
function configurationOf(id: string, config: DistributionProperties, state: EdgeState, cloud: Cloud): DistributionConfiguration {
  const origins = new Map(config.Origins.map((origin) => [origin.Id, originOf(origin, state, cloud)]));
  return {
    id,
    arn: `arn:aws:cloudfront::${cloud.accountId}:distribution/${id}`,
    comment: config.Comment,
    defaultRootObject: config.DefaultRootObject,
    behaviors: [...config.CacheBehaviors, { ...config.DefaultCacheBehavior, PathPattern: "*" }].map((behavior) =>
      behaviorOf(behavior, origins, state),
    ),
    errorResponses: new Map(config.CustomErrorResponses.map((response) => [response.ErrorCode, errorResponseOf(response)])),
  };
}

function originOf(origin: OriginProperties, state: EdgeState, cloud: Cloud): Origin {
  return origin.CustomOriginConfig ? apiOriginOf(origin, cloud) : s3OriginOf(origin, state);
}

/** The APIs of this stack are the only servers there are. */
function apiOriginOf(origin: OriginProperties, { httpApis }: Cloud): ApiOrigin {
  const { Id: id, DomainName: domainName, OriginPath: path, OriginCustomHeaders, OriginAccessControlId } = origin;
  if (!httpApis.has(domainName) || OriginAccessControlId !== "")
    throw new AwsError("InvalidArgument", `The origin is neither a bucket nor an HTTP API of this stack: ${domainName}`);
  const customHeaders = OriginCustomHeaders.map(
    ({ HeaderName, HeaderValue }) => [HeaderName.toLowerCase(), HeaderValue] as const,
  );
  return { kind: "api", id, domainName, path, customHeaders: Object.fromEntries(customHeaders) };
}

function s3OriginOf(origin: OriginProperties, state: EdgeState): S3Origin {
  if (origin.OriginCustomHeaders.length > 0) throw new AwsError("InvalidArgument", "Custom headers are not sent to buckets here");
  const bucket = /^(?<bucket>.+)\.s3(?:[.-][a-z0-9-]+)?\.amazonaws\.com$/.exec(origin.DomainName)?.groups?.bucket;
  if (bucket === undefined) {
    throw new AwsError(
      "InvalidArgument",
      `The parameter Origin DomainName does not refer to a valid S3 bucket: ${origin.DomainName}`,
    );
  }
  const accessControl = origin.OriginAccessControlId;
  if (accessControl !== "" && !state.originAccessControls.has(accessControl)) {
    throw new AwsError("NoSuchOriginAccessControl", `The origin access control does not exist: ${accessControl}`, 404);
  }
  return {
    kind: "s3",
    id: origin.Id,
    bucket,
    path: origin.OriginPath,
    signed: state.originAccessControls.get(accessControl) ?? false,
  };
}

function behaviorOf(
  behavior: BehaviorProperties & { PathPattern: string },
  origins: ReadonlyMap<string, Origin>,
  state: EdgeState,
): Behavior {
  const origin = origins.get(behavior.TargetOriginId);
  if (!origin) throw new AwsError("NoSuchOrigin", `One or more of your origins do not exist: ${behavior.TargetOriginId}`, 404);
  const cachePolicy = state.cachePolicies.get(behavior.CachePolicyId);
  if (!cachePolicy) throw noSuchCachePolicy(behavior.CachePolicyId);
  const { OriginRequestPolicyId: requestPolicy, ResponseHeadersPolicyId: headersPolicy } = behavior;
  const originRequestPolicy = requestPolicy === undefined ? undefined : state.originRequestPolicies.get(requestPolicy);
  if (requestPolicy !== undefined && !originRequestPolicy) {
    throw noSuchPolicy("OriginRequestPolicy", "origin request policy", requestPolicy);
  }
  const responseHeaders = headersPolicy === undefined ? undefined : state.responseHeadersPolicies.get(headersPolicy);
  if (headersPolicy !== undefined && !responseHeaders) {
    throw noSuchPolicy("ResponseHeadersPolicy", "response headers policy", headersPolicy);
  }
  return {
    pattern: behavior.PathPattern,
    matches: pathPattern(behavior.PathPattern),
    origin,
    methods: new Set(behavior.AllowedMethods),
    compress: behavior.Compress,
    cachePolicy,
    originRequestPolicy,
    responseHeaders,
    viewerRequest: associated(behavior, "viewer-request", state),
    viewerResponse: associated(behavior, "viewer-response", state),
  };
}

function associated(behavior: BehaviorProperties, eventType: string, state: EdgeState): CloudFrontFunction | undefined {
  const [association, second] = behavior.FunctionAssociations.filter(({ EventType }) => EventType === eventType);
  if (second)
    throw new AwsError("InvalidFunctionAssociation", `There is more than one function for ${eventType} in one behavior.`);
  if (!association) return undefined;
  const found = state.functions.get(association.FunctionARN);
  if (!found) {
    throw new AwsError(
      "InvalidFunctionAssociation",
      `The function does not exist or is not published (AutoPublish): ${association.FunctionARN}`,
    );
  }
  return found;
}

function errorResponseOf(response: DistributionProperties["CustomErrorResponses"][number]): ErrorResponse {
  const { ErrorCachingMinTTL, ResponseCode: status, ResponsePagePath: path } = response;
  return { cachingMinTtl: ErrorCachingMinTTL, page: path === undefined || status === undefined ? undefined : { path, status } };
}

function noSuchPolicy(code: string, what: string, id: string): AwsError {
  return new AwsError(`NoSuch${code}`, `The ${what} does not exist (or is a managed one that is not supported): ${id}`, 404);
}
