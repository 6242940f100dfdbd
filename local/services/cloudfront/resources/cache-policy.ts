import { z } from "zod";
import type { ResourceType } from "../../../contracts.ts";
import type { Encoding } from "../edge/compression.ts";
import type { EdgeState } from "../edge-state.ts";
import { stableUuid } from "../names.ts";
import { boolean, seconds } from "./properties.ts";
import { selection, selectionOf } from "./selection.ts";

const properties = z.strictObject({
  CachePolicyConfig: z.strictObject({
    Name: z.string(),
    Comment: z.string().optional(),
    MinTTL: seconds,
    DefaultTTL: seconds,
    MaxTTL: seconds,
    ParametersInCacheKeyAndForwardedToOrigin: z.strictObject({
      EnableAcceptEncodingGzip: boolean,
      EnableAcceptEncodingBrotli: boolean.default(false),
      CookiesConfig: z.strictObject({ CookieBehavior: selection, Cookies: z.array(z.string()).optional() }),
      HeadersConfig: z.strictObject({ HeaderBehavior: z.enum(["none", "whitelist"]), Headers: z.array(z.string()).default([]) }),
      QueryStringsConfig: z.strictObject({ QueryStringBehavior: selection, QueryStrings: z.array(z.string()).optional() }),
    }),
  }),
});

/** AWS::CloudFront::CachePolicy. `Ref` is its id. */
export function cachePolicyType(state: EdgeState): ResourceType<z.infer<typeof properties>> {
  return {
    type: "AWS::CloudFront::CachePolicy",
    properties,
    apply({ logicalId, properties: { CachePolicyConfig: config } }, cloud) {
      const id = stableUuid(cloud.stackName, logicalId);
      const parameters = config.ParametersInCacheKeyAndForwardedToOrigin;
      const encodings: Encoding[] = [];
      if (parameters.EnableAcceptEncodingBrotli) encodings.push("br");
      if (parameters.EnableAcceptEncodingGzip) encodings.push("gzip");
      state.cachePolicies.set(id, {
        id,
        name: config.Name,
        ttl: { min: config.MinTTL, default: config.DefaultTTL, max: config.MaxTTL },
        encodings,
        headers: parameters.HeadersConfig.Headers.map((name) => name.toLowerCase()),
        cookies: selectionOf(parameters.CookiesConfig.CookieBehavior, parameters.CookiesConfig.Cookies),
        querystrings: selectionOf(parameters.QueryStringsConfig.QueryStringBehavior, parameters.QueryStringsConfig.QueryStrings),
      });
      return { ref: id, attributes: { Id: id, LastModifiedTime: new Date(cloud.clock.now()).toISOString() } };
    },
  };
}
