import { z } from "zod";
import type { ResourceType } from "../../../contracts.ts";
import type { EdgeState } from "../edge-state.ts";
import { stableUuid } from "../names.ts";
import { all, none, type Selection } from "../policies/cache-policy.ts";
import { selection, selectionOf } from "./selection.ts";

/** CloudFront's own headers (`CloudFront-Viewer-Country`, …) are not made here. */
const headerBehavior = z.enum(["none", "whitelist", "allViewer", "allExcept"]);

const properties = z.strictObject({
  OriginRequestPolicyConfig: z.strictObject({
    Name: z.string(),
    Comment: z.string().optional(),
    CookiesConfig: z.strictObject({ CookieBehavior: selection, Cookies: z.array(z.string()).optional() }),
    HeadersConfig: z.strictObject({ HeaderBehavior: headerBehavior, Headers: z.array(z.string()).default([]) }),
    QueryStringsConfig: z.strictObject({ QueryStringBehavior: selection, QueryStrings: z.array(z.string()).optional() }),
  }),
});

/** AWS::CloudFront::OriginRequestPolicy. `Ref` is its id. */
export function originRequestPolicyType(state: EdgeState): ResourceType<z.infer<typeof properties>> {
  return {
    type: "AWS::CloudFront::OriginRequestPolicy",
    properties,
    apply({ logicalId, properties: { OriginRequestPolicyConfig: config } }, cloud) {
      const id = stableUuid(cloud.stackName, logicalId);
      const { CookiesConfig, HeadersConfig, QueryStringsConfig } = config;
      state.originRequestPolicies.set(id, {
        id,
        headers: headersOf(HeadersConfig.HeaderBehavior, HeadersConfig.Headers),
        cookies: selectionOf(CookiesConfig.CookieBehavior, CookiesConfig.Cookies),
        querystrings: selectionOf(QueryStringsConfig.QueryStringBehavior, QueryStringsConfig.QueryStrings),
      });
      return { ref: id, attributes: { Id: id, LastModifiedTime: new Date(cloud.clock.now()).toISOString() } };
    },
  };
}

function headersOf(behavior: z.infer<typeof headerBehavior>, names: readonly string[]): Selection {
  if (behavior === "none") return none;
  if (behavior === "allViewer") return all;
  const named = names.map((name) => name.toLowerCase());
  return (name) => named.includes(name) === (behavior === "whitelist");
}
