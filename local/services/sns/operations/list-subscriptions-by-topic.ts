import type { Operation } from "../../../contracts.ts";
import type { Topics } from "../topics.ts";
import { type ListedSubscriptions, listed } from "./listed-subscription.ts";
import { type PageInput, page } from "./page.ts";

/** ListSubscriptionsByTopic. */
export function listSubscriptionsByTopic(
  topics: Topics,
): Operation<PageInput & { readonly TopicArn?: string }, ListedSubscriptions> {
  return {
    action: "sns:ListSubscriptionsByTopic",
    resource: ({ TopicArn }) => TopicArn ?? "*",
    run({ input }, cloud) {
      const { arn } = topics.get(input.TopicArn ?? "");
      const { items, ...next } = page(topics.subscriptions(arn), input);
      return { Subscriptions: items.map((subscription) => listed(subscription, cloud)), ...next };
    },
  };
}
