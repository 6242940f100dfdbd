import type { RawRequest, RawResponse } from "../../../contracts.ts";
import { identityXml, settingsXml } from "./distribution-xml.ts";
import { authorize, type Context, xml } from "./operation.ts";

/** ListDistributions, all on one page. */
export function listDistributions(request: RawRequest, _ids: readonly string[], context: Context): RawResponse {
  authorize(request, "ListDistributions", undefined, context);
  const all = context.state.distributions();
  return xml(200, "DistributionList", {
    Marker: "",
    MaxItems: Math.max(100, all.length),
    IsTruncated: false,
    Quantity: all.length,
    Items: { DistributionSummary: all.map((distribution) => ({ ...identityXml(distribution), ...settingsXml(distribution) })) },
  });
}
