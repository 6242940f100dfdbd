/** CloudWatch Logs' GetLogEvents: the pages that the test says, the latest first. */
import { CloudWatchLogsClient, GetLogEventsCommand, type GetLogEventsCommandInput } from "@aws-sdk/client-cloudwatch-logs";
import { mockClient } from "aws-sdk-client-mock";

export interface FakeLogs {
  /** Each page's lines; the first page is the log's end. */
  pages: readonly (readonly string[])[];
  asked(): readonly GetLogEventsCommandInput[];
  /** Makes GetLogEvents throw. */
  refuse(error: Error): void;
}

/** CloudWatch Logs, the same for every client in this process. */
export function fakeLogs(): FakeLogs {
  const client = mockClient(CloudWatchLogsClient);
  const fake: FakeLogs = {
    pages: [],
    asked: () => client.commandCalls(GetLogEventsCommand).map(({ args }) => args[0].input),
    refuse: (error) => void client.on(GetLogEventsCommand).rejects(error),
  };
  beforeEach(() => {
    client.reset();
    fake.pages = [];
    client.on(GetLogEventsCommand).callsFake(async ({ nextToken = "0" }: GetLogEventsCommandInput) => ({
      events: (fake.pages[Number(nextToken)] ?? []).map((message) => ({ message, timestamp: 0 })),
      nextBackwardToken: String(Number(nextToken) + 1),
    }));
  });
  return fake;
}
