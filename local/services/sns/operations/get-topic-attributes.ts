import type { Operation } from "../../../contracts.ts";
import type { Topics } from "../topics.ts";

/** GetTopicAttributes; the policy that AWS gives a topic without one is not there. */
export function getTopicAttributes(topics: Topics): Operation<{ TopicArn?: string }, { Attributes: Map<string, string> }> {
  return {
    action: "sns:GetTopicAttributes",
    resource: ({ TopicArn }) => TopicArn ?? "*",
    run({ input: { TopicArn = "" } }, cloud) {
      const topic = topics.get(TopicArn);
      const policy = topics.policy(topic.arn);
      return {
        Attributes: new Map([
          ["TopicArn", topic.arn],
          ["DisplayName", topic.displayName],
          ["Owner", cloud.accountId],
          ["SubscriptionsConfirmed", String(topics.subscriptions(topic.arn).length)],
          ["SubscriptionsPending", "0"],
          ["SubscriptionsDeleted", "0"],
          ...(policy === undefined ? [] : [["Policy", JSON.stringify(policy)] as const]),
        ]),
      };
    },
  };
}
