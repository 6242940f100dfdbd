import { z } from "zod";
import type { ResourceType } from "../../../contracts.ts";
import type { Topics } from "../topics.ts";

const properties = z.strictObject({
  TopicName: z
    .string()
    .regex(/^[A-Za-z0-9_-]{1,256}$/)
    .optional(),
  DisplayName: z.string().max(100).default(""),
  Subscription: z.array(z.strictObject({ Protocol: z.string(), Endpoint: z.coerce.string() })).default([]),
  /** Change nothing here. */
  Tags: z.array(z.strictObject({ Key: z.string(), Value: z.string() })).optional(),
});

/** AWS::SNS::Topic. `Ref` is its ARN. */
export function topicType(topics: Topics): ResourceType<z.infer<typeof properties>> {
  return {
    type: "AWS::SNS::Topic",
    properties,
    apply({ properties, generatedName }, cloud) {
      const name = properties.TopicName ?? generatedName;
      const arn = `arn:aws:sns:${cloud.region}:${cloud.accountId}:${name}`;
      topics.put({ arn, name, displayName: properties.DisplayName });
      for (const { Protocol, Endpoint } of properties.Subscription)
        topics.subscribe(arn, Protocol, Endpoint, { byClient: false });
      return { ref: arn, attributes: { TopicName: name, TopicArn: arn } };
    },
  };
}
