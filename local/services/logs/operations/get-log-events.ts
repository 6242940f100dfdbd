/** GetLogEvents */
import { z } from "zod";
import type { Operation } from "../../../contracts.ts";
import { AwsError } from "../../../errors.ts";
import { streamArn } from "../access.ts";
import type { LogEvent } from "../store/event-file.ts";
import { findStream } from "../store/find-stream.ts";
import type { LogGroups } from "../store/log-groups.ts";
import { group, nameOfGroup, streamName, timestamp, validate } from "../validate.ts";

const input = z.strictObject({
  ...group,
  logStreamName: streamName,
  /** Included. */
  startTime: timestamp.optional(),
  /** Excluded. */
  endTime: timestamp.optional(),
  limit: z.number().int().min(1).max(10_000).default(10_000),
  startFromHead: z.boolean().default(false),
  nextToken: z.string().optional(),
});
type Input = z.input<typeof input>;

export const getLogEvents = (groups: LogGroups): Operation<Input> => ({
  action: "logs:GetLogEvents",
  resource: (named, cloud) => streamArn(cloud, nameOfGroup(named), named.logStreamName),
  run(call) {
    const asked = validate(input, call.input);
    const { startTime = 0, endTime = Number.POSITIVE_INFINITY, limit, startFromHead, nextToken } = asked;
    const events = findStream(groups, nameOfGroup(asked), asked.logStreamName)
      .events()
      .filter((event) => event.timestamp >= startTime && event.timestamp < endTime);

    const [first, end] = window(events, limit, startFromHead, nextToken);
    return {
      events: events.slice(first, end).map(({ timestamp, message, ingestionTime }) => ({ timestamp, message, ingestionTime })),
      nextForwardToken: `f/${position(events[end - 1])}`,
      nextBackwardToken: `b/${position(events[first])}`,
    };
  },
});

/** Where a page ends: an event's place in the order of the stream. `0/-1` is before every event. */
const position = (event: LogEvent | undefined) => (event === undefined ? "0/-1" : `${event.timestamp}/${event.sequence}`);

/** Indexes of the page's first event and of the one after its last. @throws InvalidParameterException */
function window(events: readonly LogEvent[], limit: number, fromHead: boolean, token: string | undefined): [number, number] {
  if (token === undefined) {
    return fromHead ? [0, Math.min(limit, events.length)] : [Math.max(0, events.length - limit), events.length];
  }
  const match = /^([fb])\/(\d+)\/(-?\d+)$/.exec(token);
  if (match === null) throw new AwsError("InvalidParameterException", "The specified nextToken is invalid.");
  const [time, sequence] = [Number(match[2]), Number(match[3])];
  const compare = (event: LogEvent) => event.timestamp - time || event.sequence - sequence;
  if (match[1] === "f") {
    const first = events.filter((event) => compare(event) <= 0).length;
    return [first, Math.min(first + limit, events.length)];
  }
  const end = events.filter((event) => compare(event) < 0).length;
  return [Math.max(0, end - limit), end];
}
