/** What a bucket tells of, and whom: the template's NotificationConfiguration, as far as it goes to functions. */
import { z } from "zod";
import { AwsError } from "../../../errors.ts";

/** Names of events here, without their `s3:`. */
export type EventName =
  | "ObjectCreated:Put"
  | "ObjectCreated:Copy"
  | "ObjectCreated:CompleteMultipartUpload"
  | "ObjectRemoved:Delete";

const filterRule = z.strictObject({
  Name: z.string().transform((name, context) => {
    const known = (["prefix", "suffix"] as const).find((one) => one === name.toLowerCase());
    if (known !== undefined) return known;
    context.addIssue("filter rule name must be either prefix or suffix");
    return z.NEVER;
  }),
  Value: z.string(),
});

/** Queues, topics and EventBridge are not told. */
export const notificationConfiguration = z.strictObject({
  LambdaConfigurations: z
    .array(
      z.strictObject({
        /** There are no browser uploads, versions, tags, ACLs, archives or lifecycles here, so nothing could tell of them. */
        Event: z.enum([
          "s3:ObjectCreated:*",
          "s3:ObjectCreated:Put",
          "s3:ObjectCreated:Copy",
          "s3:ObjectCreated:CompleteMultipartUpload",
          "s3:ObjectRemoved:*",
          "s3:ObjectRemoved:Delete",
        ]),
        Function: z.string().startsWith("arn:"),
        Filter: z.strictObject({ S3Key: z.strictObject({ Rules: z.array(filterRule).max(2) }) }).optional(),
      }),
    )
    .max(100)
    .default([]),
});

/** One function that is told of some events on some keys. */
export interface Rule {
  readonly id: string;
  /** `ObjectCreated:*`, `ObjectCreated:Put`, … */
  readonly events: string;
  readonly functionArn: string;
  readonly prefix: string;
  readonly suffix: string;
}

/** @param id names a configuration by its place. @throws AwsError InvalidArgument for configurations that overlap */
export function rulesOf(
  { LambdaConfigurations }: z.infer<typeof notificationConfiguration>,
  id: (place: number) => string,
): Rule[] {
  const rules = LambdaConfigurations.map(({ Event, Function: functionArn, Filter }, place): Rule => {
    const value = (name: string) => Filter?.S3Key.Rules.find((rule) => rule.Name === name)?.Value ?? "";
    return { id: id(place), events: Event.slice("s3:".length), functionArn, prefix: value("prefix"), suffix: value("suffix") };
  });
  for (const [place, rule] of rules.entries()) {
    if (rules.slice(place + 1).some((other) => overlap(rule, other))) {
      throw invalid("Configurations overlap. Configurations on the same bucket cannot share a common event type.");
    }
  }
  return rules;
}

/** Whether a rule tells of this event on this key. */
export function concerns(rule: Rule, event: EventName, key: string): boolean {
  return eventsMeet(rule.events, event) && key.startsWith(rule.prefix) && key.endsWith(rule.suffix);
}

export function invalid(message: string): AwsError {
  return new AwsError("InvalidArgument", message, 400);
}

/** S3 tells one function of each event, so no key may fit two configurations of a common event. */
function overlap(one: Rule, other: Rule): boolean {
  return (
    eventsMeet(one.events, other.events) &&
    (one.prefix.startsWith(other.prefix) || other.prefix.startsWith(one.prefix)) &&
    (one.suffix.endsWith(other.suffix) || other.suffix.endsWith(one.suffix))
  );
}

function eventsMeet(one: string, other: string): boolean {
  const [kind, name] = one.split(":");
  const [otherKind, otherName] = other.split(":");
  return kind === otherKind && (name === otherName || name === "*" || otherName === "*");
}
