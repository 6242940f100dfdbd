/** What a CodeCommit trigger's message says was pushed. */
import { MalformedInput } from "../errors.ts";

/** One reference that a push changed. */
export interface PushedReference {
  readonly repository: string;
  /** Full name: `refs/heads/main`, `refs/tags/v1`. */
  readonly reference: string;
  readonly commitId: string;
  readonly deleted: boolean;
  readonly eventId: string;
  /** ISO 8601, UTC. */
  readonly pushedAt: string;
}

type Json = Readonly<Record<string, unknown>>;
const isObject = (value: unknown): value is Json => typeof value === "object" && value !== null && !Array.isArray(value);

/** What was found instead, short enough for a log. */
const shown = (value: string): string => (value.length > 80 ? `${value.slice(0, 80)}...` : value);

function text(object: Json, field: string): string {
  const value = object[field];
  if (typeof value !== "string" || value === "") throw new MalformedInput(`The CodeCommit event has no ${field}.`);
  return value;
}

/** A full commit id; it becomes a part of the execution's name, which may not hold everything. */
function commit(object: Json): string {
  const id = text(object, "commit");
  if (!/^[0-9a-f]{40}$/.test(id)) throw new MalformedInput(`The CodeCommit event's commit is no commit id: ${shown(id)}`);
  return id;
}

function list(object: Json, field: string, of: string): readonly Json[] {
  const value = object[field];
  if (!Array.isArray(value) || !value.every(isObject)) throw new MalformedInput(`${of} has no list of ${field}.`);
  return value;
}

/** The ARN's last segment. */
function repositoryOf(record: Json): string {
  const name = text(record, "eventSourceARN").split(":").at(-1) ?? "";
  if (!/^[\w.-]{1,100}$/.test(name))
    throw new MalformedInput(`The CodeCommit event's eventSourceARN names no repository: ${shown(name)}`);
  return name;
}

/** CodeCommit writes `2026-11-23T17:00:00.123+0000`; ISO 8601 wants a colon in the offset. */
function utc(time: string): string {
  const [, local, offset] = /^(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d{1,9})?)(Z|[+-]\d\d:?\d\d)$/.exec(time) ?? [];
  const milliseconds = Date.parse(`${local}${offset?.replace(/(\d\d)(\d\d)$/, "$1:$2")}`);
  const iso = Number.isNaN(milliseconds) ? "" : new Date(milliseconds).toISOString();
  // Times are compared as texts; a year of more than four digits, which an offset can make, would sort wrongly.
  if (!/^\d{4}-/.test(iso)) throw new MalformedInput(`The CodeCommit event's eventTime is no time: ${shown(time)}`);
  return iso;
}

function parseMessage(message: string): Json {
  try {
    const parsed: unknown = JSON.parse(message);
    if (isObject(parsed)) return parsed;
  } catch {
    // Told below, together with JSON that is no object.
  }
  throw new MalformedInput("The SNS message is not a CodeCommit event: its Message is no JSON object.");
}

function referencesOf(record: Json): PushedReference[] {
  const codecommit = record.codecommit;
  if (!isObject(codecommit)) throw new MalformedInput("The record is not CodeCommit's: it has no codecommit field.");
  const repository = repositoryOf(record);
  return list(codecommit, "references", "The CodeCommit event").map((reference) => ({
    repository,
    reference: text(reference, "ref"),
    commitId: commit(reference),
    deleted: reference.deleted === true,
    eventId: text(record, "eventId"),
    pushedAt: utc(text(record, "eventTime")),
  }));
}

/**
 * Every reference that the pushes in an SNS → Lambda event changed, in the event's order.
 * `eventName` is not looked at: documentation and reality spell it differently.
 * @throws MalformedInput
 */
export function pushedReferences(event: unknown): PushedReference[] {
  if (!isObject(event)) throw new MalformedInput("The event is no SNS event.");
  return list(event, "Records", "The event").flatMap(({ Sns: sns }) => {
    if (!isObject(sns) || typeof sns.Message !== "string")
      throw new MalformedInput("The record is not from SNS: it has no Sns.Message.");
    return list(parseMessage(sns.Message), "Records", "The CodeCommit message").flatMap(referencesOf);
  });
}
