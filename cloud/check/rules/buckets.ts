import type { Rule } from "../finding.ts";
import { at, isNode, ofType } from "../template.ts";

/** What a lifecycle rule may do; one that does nothing S3 refuses. */
const ACTIONS = [
  ...["ExpirationInDays", "ExpirationDate", "ExpiredObjectDeleteMarker", "AbortIncompleteMultipartUpload"],
  ...["NoncurrentVersionExpiration", "NoncurrentVersionExpirationInDays", "NoncurrentVersionTransition"],
  ...["NoncurrentVersionTransitions", "Transition", "Transitions"],
];

/** Buckets' rules are such that S3 takes them. */
export const buckets: Rule = {
  name: "buckets",
  *check({ template }) {
    for (const [id, { Properties }] of ofType(template, "AWS::S3::Bucket"))
      for (const [index, rule] of [at(Properties, "LifecycleConfiguration", "Rules") ?? []].flat().entries())
        if (isNode(rule) && !ACTIONS.some((action) => rule[action] !== undefined))
          yield {
            id,
            path: `Properties.LifecycleConfiguration.Rules.${index}`,
            text: "does nothing: say what expires, and when.",
          };
  },
};
