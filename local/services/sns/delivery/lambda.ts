/** Delivery to a function: an asynchronous invocation that SNS makes with the topic as its source. */
import { createHash } from "node:crypto";
import type { Cloud } from "../../../contracts.ts";
import type { Message, Subscription } from "../topic.ts";

/** @throws AwsError as Lambda answers: AccessDenied when no permission names the topic */
export async function deliverToLambda(message: Message, subscription: Subscription, cloud: Cloud): Promise<void> {
  await cloud.lambda.invokeAsync({
    functionName: subscription.endpoint,
    payload: JSON.stringify(lambdaEvent(message, subscription, cloud.region)),
    principal: { kind: "service", service: "sns.amazonaws.com", sourceArn: message.topicArn },
  });
}

/**
 * The event as SNS hands it to Lambda (Lambda Developer Guide, "Using Lambda with Amazon SNS"; its
 * example writes `SigningCertURL`, real events `SigningCertUrl`). The signature is no signature:
 * nobody but AWS can make one, and SNS's contract with Lambda does not ask for its check.
 */
export function lambdaEvent(message: Message, subscription: Subscription, region: string): unknown {
  const host = `https://sns.${region}.amazonaws.com`;
  const digest = createHash("sha512").update(JSON.stringify(message)).digest();
  return {
    Records: [
      {
        EventSource: "aws:sns",
        EventVersion: "1.0",
        EventSubscriptionArn: subscription.arn,
        Sns: {
          Type: "Notification",
          MessageId: message.messageId,
          TopicArn: message.topicArn,
          Subject: message.subject ?? null,
          Message: message.message,
          Timestamp: message.timestamp,
          SignatureVersion: "1",
          Signature: digest.toString("base64"),
          SigningCertUrl: `${host}/SimpleNotificationService-00000000000000000000000000000000.pem`,
          UnsubscribeUrl: `${host}/?Action=Unsubscribe&SubscriptionArn=${subscription.arn}`,
          MessageAttributes: message.attributes,
        },
      },
    ],
  };
}
