/** A cloud with one log group, a clock that stands still, and a client as the account's root. */
import { CloudWatchLogsClient } from "@aws-sdk/client-cloudwatch-logs";
import type { Clock } from "../../../local/contracts.ts";
import { startTestCloud, type TestCloud } from "../support/test-cloud.ts";

export const logGroupName = "/aws/lambda/hello";
export const group = (more: object = {}) => ({
  Type: "AWS::Logs::LogGroup",
  Properties: { LogGroupName: logGroupName, ...more },
});
/** Half an hour past the epoch's day 20,000. */
export const noon = 20_000 * 24 * 60 * 60 * 1000 + 30 * 60 * 1000;

export function clockAt(time: number): Clock & { time: number } {
  return {
    time,
    now() {
      return this.time;
    },
    at: () => () => {},
  };
}

export async function startLogs(
  options: { stateFolder?: string; resources?: Record<string, unknown>; time?: number } = {},
): Promise<{ cloud: TestCloud; logs: CloudWatchLogsClient; clock: { time: number }; stop(): Promise<void> }> {
  const { resources = {}, time = noon, ...rest } = options;
  const clock = clockAt(time);
  const cloud = await startTestCloud({
    ...rest,
    clock: { now: () => clock.now(), at: clock.at },
    resources: { Group: group(), ...resources },
  });
  const logs = new CloudWatchLogsClient(cloud.clientConfig);
  return {
    cloud,
    logs,
    clock,
    async stop() {
      logs.destroy();
      await cloud.stop();
    },
  };
}
