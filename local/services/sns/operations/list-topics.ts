import type { Operation } from "../../../contracts.ts";
import type { Topics } from "../topics.ts";

/** ListTopics, all on one page. */
export function listTopics(topics: Topics): Operation<object, { Topics: { TopicArn: string }[] }> {
  return {
    action: "sns:ListTopics",
    resource: () => "*",
    run: () => ({ Topics: topics.all().map(({ arn }) => ({ TopicArn: arn })) }),
  };
}
