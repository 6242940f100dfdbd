import type { Operation } from "../../../contracts.ts";
import type { Topics } from "../topics.ts";
import { type ListedSubscriptions, listed } from "./listed-subscription.ts";
import { type PageInput, page } from "./page.ts";

/** ListSubscriptions, of all topics. */
export function listSubscriptions(topics: Topics): Operation<PageInput, ListedSubscriptions> {
  return {
    action: "sns:ListSubscriptions",
    resource: () => "*",
    run({ input }, cloud) {
      const all = topics.all().flatMap(({ arn }) => topics.subscriptions(arn));
      const { items, ...next } = page(all, input);
      return { Subscriptions: items.map((subscription) => listed(subscription, cloud)), ...next };
    },
  };
}
