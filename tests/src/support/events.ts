/** AWS's real event shapes, from tests/events. */
import { readFileSync } from "node:fs";

export interface SnsEvent {
  readonly Records: { readonly Sns: { Message: string } }[];
}

/** A fresh copy of the event in tests/events/<name>.json. */
export function eventOf(name: string): SnsEvent {
  return JSON.parse(readFileSync(new URL(`../../events/${name}.json`, import.meta.url), "utf8")) as SnsEvent;
}

/** The event of a push, with changes to the CodeCommit record inside its message. */
export function pushEvent(changes: Readonly<Record<string, unknown>> = {}): SnsEvent {
  const event = eventOf("codecommit-push");
  for (const { Sns: sns } of event.Records) {
    const message = JSON.parse(sns.Message) as { Records: Record<string, unknown>[] };
    for (const record of message.Records) Object.assign(record, changes);
    sns.Message = JSON.stringify(message);
  }
  return event;
}

/** An SNS event that carries this text as its message. */
export const messageEvent = (Message: unknown): unknown => ({ Records: [{ EventSource: "aws:sns", Sns: { Message } }] });
