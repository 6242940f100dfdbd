/** PutLogEvents */
import { z } from "zod";
import type { Operation } from "../../../contracts.ts";
import { AwsError } from "../../../errors.ts";
import { streamArn } from "../access.ts";
import { recordEmbeddedMetrics } from "../embedded-metrics.ts";
import { findStream } from "../store/find-stream.ts";
import type { LogGroups } from "../store/log-groups.ts";
import { groupName, streamName, timestamp, validate } from "../validate.ts";

const hour = 60 * 60 * 1000;
const tooNewAfter = 2 * hour;
const tooOldAfter = 14 * 24 * hour;
const maximumBatchBytes = 1024 ** 2;
/** What each event counts beside its message. */
const eventOverhead = 26;

const input = z.strictObject({
  logGroupName: groupName,
  logStreamName: streamName,
  logEvents: z
    .array(z.strictObject({ timestamp, message: z.string().min(1) }))
    .min(1)
    .max(10_000),
  /** Not needed since 2023, and ignored by CloudWatch too. */
  sequenceToken: z.string().optional(),
});
type Input = z.infer<typeof input>;

export const putLogEvents = (groups: LogGroups): Operation<Input> => ({
  action: "logs:PutLogEvents",
  resource: ({ logGroupName, logStreamName }, cloud) => streamArn(cloud, logGroupName, logStreamName),
  run(call, cloud) {
    const { logGroupName, logStreamName, logEvents } = validate(input, call.input);
    const stream = findStream(groups, logGroupName, logStreamName);
    refuseBatch(logEvents);

    const now = cloud.clock.now();
    const tooOld = logEvents.filter((event) => event.timestamp < now - tooOldAfter).length;
    const tooNew = logEvents.findIndex((event) => event.timestamp > now + tooNewAfter);
    const accepted = logEvents.slice(tooOld, tooNew === -1 ? undefined : tooNew);
    if (accepted.length > 0) {
      stream.append(accepted, now);
      recordEmbeddedMetrics(accepted, cloud.metrics);
    }
    const rejected = {
      ...(tooNew !== -1 && { tooNewLogEventStartIndex: tooNew }),
      ...(tooOld > 0 && { tooOldLogEventEndIndex: tooOld }),
    };
    return Object.keys(rejected).length > 0 ? { rejectedLogEventsInfo: rejected } : {};
  },
});

/** @throws InvalidParameterException */
function refuseBatch(events: Input["logEvents"]): void {
  const bytes = events.reduce((sum, { message }) => sum + Buffer.byteLength(message) + eventOverhead, 0);
  if (bytes > maximumBatchBytes) {
    throw new AwsError("InvalidParameterException", `Upload too large: ${bytes} bytes exceeds limit of ${maximumBatchBytes}`);
  }
  if (events.some((event, index) => event.timestamp < (events[index - 1]?.timestamp ?? 0))) {
    throw new AwsError(
      "InvalidParameterException",
      "Log events in a single PutLogEvents request must be in chronological order.",
    );
  }
}
