import type { Operation } from "../../../contracts.ts";
import { invalidParameter } from "../topic.ts";
import type { Topics } from "../topics.ts";

interface SubscribeInput {
  readonly TopicArn?: string;
  readonly Protocol?: string;
  readonly Endpoint?: string;
  readonly Attributes?: Readonly<Record<string, string>>;
}

/** Subscribe. Functions and telephones need no confirmation. */
export function subscribe(topics: Topics): Operation<SubscribeInput, { SubscriptionArn: string }> {
  return {
    action: "sns:Subscribe",
    resource: ({ TopicArn }) => TopicArn ?? "*",
    run({ input: { TopicArn = "", Protocol = "", Endpoint = "", Attributes = {} } }) {
      const refused = Object.keys(Attributes)[0];
      if (refused) throw invalidParameter(`Attributes Reason: ${refused} is not supported by this local cloud`);
      return { SubscriptionArn: topics.subscribe(TopicArn, Protocol, Endpoint, { byClient: true }).arn };
    },
  };
}
