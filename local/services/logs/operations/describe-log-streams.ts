/** DescribeLogStreams */
import { z } from "zod";
import type { Operation } from "../../../contracts.ts";
import { AwsError } from "../../../errors.ts";
import { streamArn } from "../access.ts";
import type { LogGroups } from "../store/log-groups.ts";
import { group, nameOfGroup, page, validate } from "../validate.ts";

const input = z.strictObject({
  ...group,
  logStreamNamePrefix: z.string().optional(),
  orderBy: z.enum(["LogStreamName", "LastEventTime"]).default("LogStreamName"),
  descending: z.boolean().default(false),
  limit: z.number().int().min(1).max(50).default(50),
  nextToken: z.string().optional(),
});
type Input = z.input<typeof input>;

export const describeLogStreams = (groups: LogGroups): Operation<Input> => ({
  action: "logs:DescribeLogStreams",
  resource: (named, cloud) => streamArn(cloud, nameOfGroup(named)),
  run(call, cloud) {
    const asked = validate(input, call.input);
    const { logStreamNamePrefix, orderBy, descending, limit, nextToken } = asked;
    const logGroupName = nameOfGroup(asked);
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
