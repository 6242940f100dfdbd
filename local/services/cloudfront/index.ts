/** CloudFront: see README.md. */
import type { Cloud, Service } from "../../contracts.ts";
import { type DistributionAddress, EdgeState } from "./edge-state.ts";
import { Invalidations } from "./invalidations.ts";
import { handle } from "./operations/table.ts";
import { cachePolicyType } from "./resources/cache-policy.ts";
import { distributionType } from "./resources/distribution.ts";
import { functionType } from "./resources/function.ts";
import { originAccessControlType } from "./resources/origin-access-control.ts";
import { originRequestPolicyType } from "./resources/origin-request-policy.ts";
import { responseHeadersPolicyType } from "./resources/response-headers-policy.ts";

/** Creates the service. */
export function createCloudfront(cloud: Cloud): Service & { distributions(): DistributionAddress[] } {
  const state = new EdgeState(cloud);
  const context = { cloud, state, invalidations: new Invalidations(cloud, state) };
  return {
    signingName: "cloudfront",
    wire: { protocol: "rest", errorForm: "rest-xml", handle: (request) => handle(request, context) },
    resourceTypes: [
      cachePolicyType(state),
      distributionType(state),
      functionType(state),
      originAccessControlType(state),
      originRequestPolicyType(state),
      responseHeadersPolicyType(state),
    ],
    distributions: () => state.addresses(),
    stop: () => state.stop(),
  };
}
