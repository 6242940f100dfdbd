import type { Operation } from "../../../contracts.ts";
import type { Topics } from "../topics.ts";

/** GetTopicAttributes. */
export function getTopicAttributes(topics: Topics): Operation<{ TopicArn?: string }, { Attributes: Map<string, string> }> {
  return {
    action: "sns:GetTopicAttributes",
    resource: ({ TopicArn }) => TopicArn ?? "*",
    run({ input: { TopicArn = "" } }, cloud) {
      const topic = topics.get(TopicArn);
      return {
        Attributes: new Map([
          ["TopicArn", topic.arn],
          ["DisplayName", topic.displayName],
          ["Owner", cloud.accountId],
          ["SubscriptionsConfirmed", String(topics.subscriptions(topic.arn).length)],
          ["SubscriptionsPending", "0"],
          ["SubscriptionsDeleted", "0"],
        ]),
      };
    },
  };
}
