import { PublishCommand, SNSClient } from "@aws-sdk/client-sns";

const client = new SNSClient({});

/** One message, said to each kind of subscriber in its own way. */
export interface Announcement {
  /** For SMS. */
  readonly text: string;
  /** For email, with `letter`: less than 100 printable ASCII characters. */
  readonly subject: string;
  /** For every protocol but SMS. */
  readonly letter: string;
}

/** Publishes to everybody who subscribed to the topic. */
export async function publish(topicArn: string, { text, subject, letter }: Announcement): Promise<void> {
  await client.send(
    new PublishCommand({
      TopicArn: topicArn,
      MessageStructure: "json",
      Message: JSON.stringify({ default: letter, sms: text }),
      Subject: subject,
    }),
  );
}
