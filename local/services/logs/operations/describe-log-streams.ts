/** DescribeLogStreams */
import { z } from "zod";
import type { Operation } from "../../../contracts.ts";
import { AwsError } from "../../../errors.ts";
import { streamArn } from "../access.ts";
import type { LogGroups } from "../store/log-groups.ts";
import { groupName, page, validate } from "../validate.ts";

const input = z.strictObject({
  logGroupName: groupName,
  logStreamNamePrefix: z.string().optional(),
  orderBy: z.enum(["LogStreamName", "LastEventTime"]).default("LogStreamName"),
  descending: z.boolean().default(false),
  limit: z.number().int().min(1).max(50).default(50),
  nextToken: z.string().optional(),
});
type Input = z.input<typeof input>;

export const describeLogStreams = (groups: LogGroups): Operation<Input> => ({
  action: "logs:DescribeLogStreams",
  resource: ({ logGroupName }, cloud) => streamArn(cloud, logGroupName),
  run(call, cloud) {
    const { logGroupName, logStreamNamePrefix, orderBy, descending, limit, nextToken } = validate(input, call.input);
    if (logStreamNamePrefix !== undefined && orderBy === "LastEventTime") {
      throw new AwsError("InvalidParameterException", "Cannot order by LastEventTime with a logStreamNamePrefix.");
    }
    const found = groups
      .get(logGroupName)
      .streams()
      .filter(({ name }) => name.startsWith(logStreamNamePrefix ?? ""));
    if (orderBy === "LastEventTime") found.sort((a, b) => (a.lastEvent ?? a.creationTime) - (b.lastEvent ?? b.creationTime));
    if (descending) found.reverse();
    const { items, ...next } = page(found, limit, nextToken);
    return {
      logStreams: items.map((stream) => ({
        logStreamName: stream.name,
        arn: streamArn(cloud, logGroupName, stream.name),
        creationTime: stream.creationTime,
        ...(stream.lastEvent !== undefined && {
          firstEventTimestamp: stream.firstEvent,
          lastEventTimestamp: stream.lastEvent,
          lastIngestionTime: stream.lastIngestion,
        }),
      })),
      ...next,
    };
  },
});
