/** A subscription as the lists show it. */
import type { Cloud } from "../../../contracts.ts";
import type { Subscription } from "../topic.ts";

export interface ListedSubscriptions {
  readonly Subscriptions: ReturnType<typeof listed>[];
  readonly NextToken?: string;
}

export function listed({ arn, topicArn, protocol, endpoint }: Subscription, { accountId }: Cloud) {
  return { SubscriptionArn: arn, Owner: accountId, Protocol: protocol, Endpoint: endpoint, TopicArn: topicArn };
}
