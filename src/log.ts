/**
 * Structured logs: one JSON object a line, carrying the ids that tie a push's whole chain together,
 * from the SNS message through the execution to the build.
 */

/** What is known of where a line comes from; every line carries it. */
export interface LogFields {
  readonly [field: string]: unknown;
  /** Name of the state machine's execution. */
  readonly execution?: string | undefined;
  readonly commitId?: string | undefined;
  /** Lambda's request id. */
  readonly requestId?: string | undefined;
}

export interface Log {
  debug(message: string, fields?: LogFields): void;
  info(message: string, fields?: LogFields): void;
  warn(message: string, fields?: LogFields): void;
  error(message: string, fields?: LogFields): void;
  /** A log whose lines carry `fields` too. */
  with(fields: LogFields): Log;
}

const LEVELS = ["debug", "info", "warn", "error"] as const;
type Level = (typeof LEVELS)[number];

/** Writes whole lines. `process.stdout.write` rather than console.log, which Lambda prefixes. */
export type WriteLine = (line: string) => void;
export const toStandardOutput: WriteLine = (line) => void process.stdout.write(`${line}\n`);

/** Errors serialise to `{}`: keep their name, message, stack and cause. BigInts do not serialise at all. */
function plain(_key: string, value: unknown): unknown {
  if (typeof value === "bigint") return value.toString();
  return value instanceof Error ? { name: value.name, message: value.message, stack: value.stack, cause: value.cause } : value;
}

/** A log must not break what it tells of: fields that can't be written (a circle, a throwing getter) are left out. */
function toJson(known: LogFields, fields: LogFields): string {
  try {
    return JSON.stringify({ ...known, ...fields, ...known }, plain);
  } catch (error) {
    return JSON.stringify({ ...known, fieldsLeftOut: String(error) });
  }
}

/** A log whose lines carry `fields`; lines below `level` (default: LOG_LEVEL, or info) are dropped. */
export function createLog(
  fields: LogFields = {},
  { write = toStandardOutput, level = process.env.LOG_LEVEL ?? "info" }: { write?: WriteLine; level?: string } = {},
): Log {
  const threshold = LEVELS.indexOf(level as Level);
  const at =
    (name: Level) =>
    (message: string, more: LogFields = {}): void => {
      if (LEVELS.indexOf(name) < threshold) return;
      write(toJson({ level: name, time: new Date().toISOString(), message }, { ...fields, ...more }));
    };
  return {
    debug: at("debug"),
    info: at("info"),
    warn: at("warn"),
    error: at("error"),
    with: (more) => createLog({ ...fields, ...more }, { write, level }),
  };
}

/** The log of one invocation: takes the ids from the machine's state and from Lambda's context. */
export function logOf(
  state: { readonly execution?: string; readonly commitId?: string },
  context: { readonly awsRequestId: string; readonly functionName: string },
): Log {
  return createLog({
    function: context.functionName,
    requestId: context.awsRequestId,
    execution: state.execution,
    commitId: state.commitId,
  });
}
