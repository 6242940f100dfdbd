/** A distribution as the API shows it: what tells distributions apart, not every setting. */
import type { Origin } from "../edge/configuration.ts";
import type { EdgeDistribution } from "../edge/distribution.ts";

/** Fields that `Distribution` and `DistributionSummary` share. */
export function identityXml({ configuration, domainName }: EdgeDistribution): Record<string, unknown> {
  return { Id: configuration.id, ARN: configuration.arn, Status: "Deployed", DomainName: domainName };
}

/** Fields that `DistributionConfig` and `DistributionSummary` share. */
export function settingsXml({ configuration: { behaviors, comment } }: EdgeDistribution): Record<string, unknown> {
  const origins = [...new Map(behaviors.map(({ origin }) => [origin.id, origin])).values()];
  const Items = {
    Origin: origins.map((origin) => ({ Id: origin.id, DomainName: domainNameOf(origin), OriginPath: origin.path })),
  };
  return { Comment: comment, Enabled: true, Origins: { Quantity: origins.length, Items } };
}

function domainNameOf(origin: Origin): string {
  return origin.kind === "s3" ? `${origin.bucket}.s3.amazonaws.com` : origin.domainName;
}
