import type { Operation } from "../../../contracts.ts";
import type { Topics } from "../topics.ts";

/** Unsubscribe. */
export function unsubscribe(topics: Topics): Operation<{ SubscriptionArn?: string }, undefined> {
  return {
    action: "sns:Unsubscribe",
    resource: ({ SubscriptionArn }) => SubscriptionArn?.split(":").slice(0, 6).join(":") ?? "*",
    run({ input: { SubscriptionArn = "" } }) {
      topics.unsubscribe(SubscriptionArn);
      return undefined;
    },
  };
}
