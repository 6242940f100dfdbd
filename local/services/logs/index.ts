/** CloudWatch Logs: see README.md. */
import type { Cloud, LogsPort, Service } from "../../contracts.ts";
import { logGroupType } from "./log-group-type.ts";
import { createLogGroup } from "./operations/create-log-group.ts";
import { createLogStream } from "./operations/create-log-stream.ts";
import { describeLogGroups } from "./operations/describe-log-groups.ts";
import { describeLogStreams } from "./operations/describe-log-streams.ts";
import { filterLogEvents } from "./operations/filter-log-events.ts";
import { getLogEvents } from "./operations/get-log-events.ts";
import { putLogEvents } from "./operations/put-log-events.ts";
import { createPort } from "./port.ts";
import { LogGroups } from "./store/log-groups.ts";

export function createLogs(cloud: Cloud): Service & { port: LogsPort } {
  const groups = new LogGroups(() => cloud.stateFolder("logs"));
  return {
    signingName: "logs",
    wire: {
      protocol: "json-1.1",
      operations: {
        CreateLogGroup: createLogGroup(groups),
        CreateLogStream: createLogStream(groups),
        DescribeLogGroups: describeLogGroups(groups),
        DescribeLogStreams: describeLogStreams(groups),
        FilterLogEvents: filterLogEvents(groups),
        GetLogEvents: getLogEvents(groups),
        PutLogEvents: putLogEvents(groups),
      },
    },
    resourceTypes: [logGroupType(groups)],
    port: createPort(cloud, groups),
  };
}
