import { z } from "zod";
import type { Operation } from "../../../contracts.ts";
import { parseMessages } from "../message-structure.ts";
import type { Publisher } from "../publish.ts";
import { invalidParameter, type MessageAttribute } from "../topic.ts";

const attribute = z.strictObject({
  DataType: z.string(),
  StringValue: z.string().optional(),
  BinaryValue: z.string().optional(),
});
const input = z.strictObject({
  TopicArn: z.string(),
  Message: z.string(),
  MessageStructure: z.literal("json").optional(),
  Subject: z.string().optional(),
  MessageAttributes: z.record(z.string(), attribute).default({}),
});

/** What real SNS takes and this one does not, by name. */
const unsupported = ["PhoneNumber", "TargetArn", "MessageGroupId", "MessageDeduplicationId"];

/** Publish, to a topic. */
export function publish(publisher: Publisher): Operation<{ TopicArn?: string }, { MessageId: string }> {
  return {
    action: "sns:Publish",
    resource: ({ TopicArn }) => TopicArn ?? "*",
    run({ input: given }) {
      const refused = unsupported.find((name) => name in given);
      if (refused) throw invalidParameter(`${refused} Reason: this local cloud publishes to topics only, without ${refused}`);
      const parsed = input.safeParse(given);
      if (!parsed.success)
        throw invalidParameter(parsed.error.issues.map(({ path, message }) => `${path.join(".")} Reason: ${message}`).join("; "));
      const { TopicArn, Message, MessageStructure, Subject, MessageAttributes } = parsed.data;
      const attributes = Object.fromEntries(
        Object.entries(MessageAttributes).map(([name, value]) => [name, delivered(name, value)]),
      );
      const byProtocol = MessageStructure && parseMessages(Message);
      const { messageId } = publisher.accept({ topicArn: TopicArn, message: Message, byProtocol, subject: Subject, attributes });
      return { MessageId: messageId };
    },
  };
}

function delivered(name: string, { DataType, StringValue, BinaryValue }: z.infer<typeof attribute>): MessageAttribute {
  const Value = DataType.startsWith("Binary") ? BinaryValue : StringValue;
  if (!/^(String|Number|Binary|String\.Array)(\.|$)/.test(DataType) || !Value) {
    throw invalidParameter(`MessageAttributes.${name} Reason: an attribute has a type and a value that is not empty`);
  }
  return { Type: DataType, Value };
}
