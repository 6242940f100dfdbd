import type { Operation } from "../../../contracts.ts";
import type { Topics } from "../topics.ts";

interface ListedSubscription {
  readonly SubscriptionArn: string;
  readonly TopicArn: string;
  readonly Protocol: string;
  readonly Endpoint: string;
  readonly Owner: string;
}

/** ListSubscriptionsByTopic, all on one page. */
export function listSubscriptionsByTopic(
  topics: Topics,
): Operation<{ TopicArn?: string }, { Subscriptions: ListedSubscription[] }> {
  return {
    action: "sns:ListSubscriptionsByTopic",
    resource: ({ TopicArn }) => TopicArn ?? "*",
    run({ input: { TopicArn = "" } }, cloud) {
      const { arn } = topics.get(TopicArn);
      const Subscriptions = topics.subscriptions(arn).map((subscription) => ({
        SubscriptionArn: subscription.arn,
        TopicArn: arn,
        Protocol: subscription.protocol,
        Endpoint: subscription.endpoint,
        Owner: cloud.accountId,
      }));
      return { Subscriptions };
    },
  };
}
