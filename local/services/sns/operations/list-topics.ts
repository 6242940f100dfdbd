import type { Operation } from "../../../contracts.ts";
import type { Topics } from "../topics.ts";
import { type PageInput, page } from "./page.ts";

interface ListedTopics {
  readonly Topics: { readonly TopicArn: string }[];
  readonly NextToken?: string;
}

/** ListTopics. */
export function listTopics(topics: Topics): Operation<PageInput, ListedTopics> {
  return {
    action: "sns:ListTopics",
    resource: () => "*",
    run({ input }) {
      const { items, ...next } = page(topics.all(), input);
      return { Topics: items.map(({ arn }) => ({ TopicArn: arn })), ...next };
    },
  };
}
