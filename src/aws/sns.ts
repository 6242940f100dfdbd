import { PublishCommand, SNSClient } from "@aws-sdk/client-sns";

const client = new SNSClient({});

/** Publishes a text to everybody who subscribed to the topic. */
export async function publish(topicArn: string, message: string): Promise<void> {
  await client.send(new PublishCommand({ TopicArn: topicArn, Message: message }));
}
