import type { Problem, Rule } from "../finding.ts";
import { at, isNode, type Node, ofType } from "../template.ts";

/** A distribution's behaviours are of origins that it has, each of which is one kind of origin, or CloudFront refuses it. */
export const distributions: Rule = {
  name: "distributions",
  *check({ template }) {
    for (const [id, { Properties }] of ofType(template, "AWS::CloudFront::Distribution")) {
      const config = at(Properties, "DistributionConfig");
      const origins = [at(config, "Origins") ?? []].flat().filter(isNode);
      const ids = origins.map((origin) => origin.Id);
      for (const [index, origin] of origins.entries())
        if ((origin.S3OriginConfig === undefined) === (origin.CustomOriginConfig === undefined))
          yield {
            id,
            path: `Properties.DistributionConfig.Origins.${index}`,
            text: "needs one of S3OriginConfig and CustomOriginConfig.",
          };
      const { DefaultCacheBehavior: behaviour, CacheBehaviors: behaviours = [] } = isNode(config) ? config : {};
      for (const [place, one] of [
        ["DefaultCacheBehavior", behaviour],
        ...[behaviours].flat().map((inner, index) => [`CacheBehaviors.${index}`, inner]),
      ] as [string, Node][])
        yield* ofBehaviour(id, `Properties.DistributionConfig.${place}`, one, ids);
    }
  },
};

function* ofBehaviour(id: string, path: string, behaviour: Node, origins: readonly unknown[]): Generator<Problem> {
  if (!isNode(behaviour)) return;
  const { TargetOriginId: target, CachePolicyId: policy, ForwardedValues: forwarded } = behaviour;
  if (target !== undefined && !origins.includes(target))
    yield { id, path: `${path}.TargetOriginId`, text: `there is no origin ${target}.` };
  if (policy === undefined && forwarded === undefined) yield { id, path, text: "needs a CachePolicyId." };
}
