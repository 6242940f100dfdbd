import { setTimeout as delay } from "node:timers/promises";
import { type CloudWatchLogsClient, paginateFilterLogEvents, ResourceNotFoundException } from "@aws-sdk/client-cloudwatch-logs";
import { Stopped } from "../errors.ts";
import type { LogEvent } from "./event-line.ts";
import type { LogGroup, LogSource } from "./find-source.ts";

const PAUSE = 1_000;
/** CloudWatch Logs shows a line some seconds after it was written, and not in the order of their times. */
const LATE = 10_000;

export interface ReadOptions {
  /** what is older is left out, in milliseconds since the epoch */
  readonly since: number;
  /** goes on until the source has ended */
  readonly follow: boolean;
  readonly stopped: AbortSignal;
}

/** Gives the source's events, by their time as far as they are there already. @throws Stopped when it followed and was stopped */
export async function* readEvents(
  logs: CloudWatchLogsClient,
  source: LogSource,
  { since, follow, stopped }: ReadOptions,
): AsyncGenerator<LogEvent> {
  const seen = new Set<string>();
  let from = since;
  for (;;) {
    const isLast = !follow || (await source.hasEnded?.()) === true;
    const found = await Promise.all(source.groups.map((group) => eventsOf(logs, group, source, from)));
    const events = found.flat().sort((one, other) => one.timestamp - other.timestamp);
    for (const { id, ...event } of events) {
      if (seen.has(id)) continue;
      seen.add(id);
      from = Math.max(from, event.timestamp - LATE);
      yield event;
    }
    if (isLast) return;
    await delay(PAUSE, undefined, { signal: stopped }).catch(() => {
      throw new Stopped("Stopped.");
    });
  }
}

async function eventsOf(
  logs: CloudWatchLogsClient,
  { name: logGroupName, label }: LogGroup,
  { stream, pattern }: LogSource,
  startTime: number,
): Promise<(LogEvent & { id: string })[]> {
  const asked = {
    logGroupName,
    startTime,
    ...(stream !== undefined && { logStreamNames: [stream] }),
    ...(pattern !== undefined && { filterPattern: pattern }),
  };
  const found: (LogEvent & { id: string })[] = [];
  try {
    for await (const { events = [] } of paginateFilterLogEvents({ client: logs }, asked))
      for (const { eventId, logStreamName, timestamp = 0, message = "" } of events)
        found.push({ id: `${logStreamName} ${eventId}`, source: label, timestamp, message: message.trimEnd() });
  } catch (error) {
    if (!(error instanceof ResourceNotFoundException)) throw error; // a build's stream is there once it has written
  }
  return found;
}
