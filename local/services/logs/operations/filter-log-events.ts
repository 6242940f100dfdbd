/** FilterLogEvents */
import { z } from "zod";
import type { Operation } from "../../../contracts.ts";
import { AwsError } from "../../../errors.ts";
import { streamArn } from "../access.ts";
import { compileFilterPattern } from "../filter/filter-pattern.ts";
import type { LogGroups } from "../store/log-groups.ts";
import { group, nameOfGroup, page, streamName, timestamp, validate } from "../validate.ts";

const input = z.strictObject({
  ...group,
  logStreamNames: z.array(streamName).min(1).max(100).optional(),
  logStreamNamePrefix: z.string().optional(),
  /** Included. */
  startTime: timestamp.optional(),
  /** Included too, unlike GetLogEvents'. */
  endTime: timestamp.optional(),
  filterPattern: z.string().max(1024).default(""),
  limit: z.number().int().min(1).max(10_000).default(10_000),
  nextToken: z.string().optional(),
  /** Always so nowadays. */
  interleaved: z.boolean().optional(),
});
type Input = z.input<typeof input>;

export const filterLogEvents = (groups: LogGroups): Operation<Input> => ({
  action: "logs:FilterLogEvents",
  resource: (named, cloud) => streamArn(cloud, nameOfGroup(named)),
  run(call) {
    const asked = validate(input, call.input);
    const { logStreamNames, logStreamNamePrefix, startTime = 0, endTime = Number.POSITIVE_INFINITY } = asked;
    if (logStreamNames !== undefined && logStreamNamePrefix !== undefined) {
      throw new AwsError("InvalidParameterException", "logStreamNames and logStreamNamePrefix exclude each other.");
    }
    const matches = compileFilterPattern(asked.filterPattern);
    const found = groups
      .get(nameOfGroup(asked))
      .streams()
      .filter(({ name }) => logStreamNames?.includes(name) ?? name.startsWith(logStreamNamePrefix ?? ""))
      .flatMap((stream) => stream.events().map((event) => ({ logStreamName: stream.name, ...event })))
      .filter((event) => event.timestamp >= startTime && event.timestamp <= endTime && matches(event.message))
      .sort((a, b) => a.timestamp - b.timestamp);
    const { items, ...next } = page(found, asked.limit, asked.nextToken);
    return {
      events: items.map(({ sequence, logStreamName, ...event }) => ({
        logStreamName,
        ...event,
        eventId: `${String(event.timestamp).padStart(20, "0")}${String(sequence).padStart(20, "0")}`,
      })),
      searchedLogStreams: [],
      ...next,
    };
  },
});
