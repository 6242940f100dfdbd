import type { EventDetails, HistoryEvent } from "./history.ts";

/** A history event as AWS's clients read it. */
export interface WireEvent {
  readonly id: number;
  readonly previousEventId: number;
  /** Seconds since the epoch, with a fraction. */
  readonly timestamp: number;
  readonly type: string;
  readonly [details: `${string}EventDetails`]: EventDetails;
}

/** The event with its details under the name that AWS gives them for its type. */
export function wireEvent({ details, timestamp, ...event }: HistoryEvent): WireEvent {
  return { ...event, timestamp: timestamp / 1000, ...(details ? { [detailsField(event.type)]: details } : {}) };
}

/** The event without what goes in or out. */
export function withoutData({ details, ...event }: HistoryEvent): HistoryEvent {
  if (!details) return event;
  return { ...event, details: Object.fromEntries(Object.entries(details).filter(([field]) => !DATA.has(field))) };
}

const DATA = new Set(["input", "inputDetails", "output", "outputDetails", "parameters"]);

function detailsField(type: string): `${string}EventDetails` {
  if (type.endsWith("StateEntered")) return "stateEnteredEventDetails";
  if (type.endsWith("StateExited")) return "stateExitedEventDetails";
  return `${type.charAt(0).toLowerCase()}${type.slice(1)}EventDetails`;
}
