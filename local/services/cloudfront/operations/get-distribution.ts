import type { RawRequest, RawResponse } from "../../../contracts.ts";
import { identityXml, settingsXml } from "./distribution-xml.ts";
import { authorize, type Context, xml } from "./operation.ts";

/** GetDistribution. */
export function getDistribution(request: RawRequest, [id = ""]: readonly string[], context: Context): RawResponse {
  authorize(request, "GetDistribution", id, context);
  const distribution = context.state.distribution(id);
  const { defaultRootObject } = distribution.configuration;
  return xml(200, "Distribution", {
    ...identityXml(distribution),
    InProgressInvalidationBatches: 0,
    DistributionConfig: { ...settingsXml(distribution), DefaultRootObject: defaultRootObject },
  });
}
