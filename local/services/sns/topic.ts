/** Topics, subscriptions and messages as this service keeps them. */
import { AwsError } from "../../errors.ts";

export interface Topic {
  readonly arn: string;
  readonly name: string;
  readonly displayName: string;
}

/** The protocols this cloud delivers to: a function's ARN, a telephone number in E.164 form. */
export type Protocol = "lambda" | "sms";

export interface Subscription {
  readonly arn: string;
  readonly topicArn: string;
  readonly protocol: Protocol;
  readonly endpoint: string;
}

/** A message as it was published. */
export interface Message {
  readonly messageId: string;
  readonly topicArn: string;
  readonly subject: string | undefined;
  readonly message: string;
  readonly attributes: Readonly<Record<string, MessageAttribute>>;
  /** ISO 8601, in milliseconds. */
  readonly timestamp: string;
}

/** As it is delivered: a binary value is base64. */
export interface MessageAttribute {
  readonly Type: string;
  readonly Value: string;
}

/** @returns SNS's InvalidParameter, worded as SNS words it. */
export function invalidParameter(what: string): AwsError {
  return new AwsError("InvalidParameter", `Invalid parameter: ${what}`);
}

/** @returns NotFound for a topic. */
export function topicNotFound(): AwsError {
  return new AwsError("NotFound", "Topic does not exist", 404);
}
