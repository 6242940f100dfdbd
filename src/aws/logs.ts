import { CloudWatchLogsClient, GetLogEventsCommand } from "@aws-sdk/client-cloudwatch-logs";

const client = new CloudWatchLogsClient({ maxAttempts: 2 });

/** An answer may be empty though there are earlier events. */
const PAGES = 3;

/** The last lines of a log, the oldest first; at most a thousand and a megabyte of them. Takes at most `patience` milliseconds. */
export async function lastLines(logGroupName: string, logStreamName: string, patience: number): Promise<string[]> {
  const abortSignal = AbortSignal.timeout(patience);
  let nextToken: string | undefined;
  for (let page = 0; page < PAGES; page++) {
    const command = new GetLogEventsCommand({ logGroupName, logStreamName, limit: 1000, startFromHead: false, nextToken });
    const { events = [], nextBackwardToken } = await client.send(command, { abortSignal });
    if (events.length > 0) return events.map(({ message = "" }) => message);
    nextToken = nextBackwardToken;
  }
  return [];
}
