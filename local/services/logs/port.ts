/** Writing logs as a function or a build does on AWS: with its own role's permissions. */
import type { Cloud, LogsPort } from "../../contracts.ts";
import { authorizeStream } from "./access.ts";
import { recordEmbeddedMetrics } from "./embedded-metrics.ts";
import type { LogGroups } from "./store/log-groups.ts";

export function createPort(cloud: Cloud, groups: LogGroups): LogsPort {
  return {
    write({ group: name, stream: streamName, lines, principal }) {
      const now = cloud.clock.now();
      const found = groups.find(name);
      if (found === undefined) authorizeStream(cloud, principal, "logs:CreateLogGroup", name, "");
      const group = found ?? groups.put(name, "client", now);
      const open = group.stream(streamName);
      if (open === undefined) authorizeStream(cloud, principal, "logs:CreateLogStream", name, streamName);
      const stream = open ?? group.createStream(streamName, now);
      authorizeStream(cloud, principal, "logs:PutLogEvents", name, streamName);
      if (lines.length > 0) {
        const events = lines.map((message) => ({ timestamp: now, message }));
        stream.append(events, now);
        recordEmbeddedMetrics(events, cloud.metrics);
      }
    },
  };
}
