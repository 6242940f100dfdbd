import type { Problem, Rule } from "../finding.ts";
import { referencesIn } from "../references.ts";
import { at, ofType, type Resource, type Template } from "../template.ts";

/**
 * What is kept is encrypted: buckets, queues and topics say so themselves, tables and log groups always are. But a topic that
 * AWS services publish to is not encrypted with SNS's own key, which they may not use: their messages would be lost.
 */
export const encryption: Rule = {
  name: "encryption",
  *check({ template }) {
    for (const [id, { Properties }] of ofType(template, "AWS::S3::Bucket"))
      if (at(Properties, "BucketEncryption") === undefined)
        yield { id, path: "Properties", text: "has no BucketEncryption: add it." };
    for (const [id, { Properties }] of ofType(template, "AWS::SQS::Queue"))
      if (String(at(Properties, "SqsManagedSseEnabled")) !== "true" && at(Properties, "KmsMasterKeyId") === undefined)
        yield { id, path: "Properties", text: "has neither SqsManagedSseEnabled nor KmsMasterKeyId: add one." };
    for (const [id, topic] of ofType(template, "AWS::SNS::Topic")) yield* ofTopic(id, topic, template);
  },
};

function* ofTopic(id: string, { Properties }: Resource, template: Template): Generator<Problem> {
  const key = at(Properties, "KmsMasterKeyId");
  const services = servicesThatPublish(id, template);
  if (services.length === 0 && key === undefined)
    yield { id, path: "Properties", text: "has no KmsMasterKeyId: alias/aws/sns will do." };
  if (services.length > 0 && key === "alias/aws/sns")
    yield {
      id,
      path: "Properties.KmsMasterKeyId",
      text: `${services.join(", ")} can't publish to a topic encrypted with alias/aws/sns: take it out, or make a key of your own.`,
    };
}

/** Those that a policy of the topic names, and CloudWatch for an alarm that tells it. */
function servicesThatPublish(topic: string, template: Template): string[] {
  const named = ofType(template, "AWS::SNS::TopicPolicy")
    .filter(([, { Properties }]) => asksFor(at(Properties, "Topics"), topic))
    .flatMap(([, { Properties }]) => [at(Properties, "PolicyDocument", "Statement")].flat())
    .flatMap((statement) => [at(statement, "Principal", "Service")].flat())
    .filter((service) => typeof service === "string");
  const isAlarmed = ofType(template, "AWS::CloudWatch::Alarm").some(([, { Properties }]) =>
    ["AlarmActions", "InsufficientDataActions", "OKActions"].some((actions) => asksFor(at(Properties, actions), topic)),
  );
  return isAlarmed ? [...named, "cloudwatch.amazonaws.com"] : named;
}

const asksFor = (value: unknown, id: string): boolean => [...referencesIn({ value }, "")].some(({ target }) => target === id);
