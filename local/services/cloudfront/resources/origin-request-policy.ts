import { z } from "zod";
import type { ResourceType } from "../../../contracts.ts";
import type { EdgeState } from "../edge-state.ts";
import { stableUuid } from "../names.ts";

const properties = z.strictObject({
  /** What is forwarded changes no answer of a bucket without CORS, the only kind of origin here. */
  OriginRequestPolicyConfig: z.strictObject({
    Name: z.string(),
    Comment: z.string().optional(),
    CookiesConfig: z.strictObject({ CookieBehavior: z.string(), Cookies: z.array(z.string()).optional() }),
    HeadersConfig: z.strictObject({ HeaderBehavior: z.string(), Headers: z.array(z.string()).optional() }),
    QueryStringsConfig: z.strictObject({ QueryStringBehavior: z.string(), QueryStrings: z.array(z.string()).optional() }),
  }),
});

/** AWS::CloudFront::OriginRequestPolicy. `Ref` is its id. */
export function originRequestPolicyType(state: EdgeState): ResourceType<z.infer<typeof properties>> {
  return {
    type: "AWS::CloudFront::OriginRequestPolicy",
    properties,
    apply({ logicalId }, cloud) {
      const id = stableUuid(cloud.stackName, logicalId);
      state.originRequestPolicies.add(id);
      return { ref: id, attributes: { Id: id, LastModifiedTime: new Date(cloud.clock.now()).toISOString() } };
    },
  };
}
