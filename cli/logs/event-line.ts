/** A log's event in a line. Pure. */
import type { Paint } from "../paint.ts";

export interface LogEvent {
  /** the function's name, or `build` */
  readonly source: string;
  /** milliseconds since the epoch */
  readonly timestamp: number;
  /** as it was written, without a line break at its end */
  readonly message: string;
}

/** Fields that stand in the line already, or say where it comes from. */
const KNOWN = ["level", "time", "message", "function", "requestId", "execution", "commitId", "timestamp"];

/** Lambda's own lines, that say that a call began and ended. */
const LAMBDAS = /^(START|END|REPORT|INIT_START) /;

const LEVELS: Readonly<Record<string, "red" | "yellow">> = { error: "red", warn: "yellow" };

/** For people: the time, who says it, and what; undefined for what only programs read, as metrics are. */
export function eventLine({ source, timestamp, message }: LogEvent, paint: Paint): string | undefined {
  if (LAMBDAS.test(message)) return undefined;
  const said = fieldsIn(message);
  if (said && "_aws" in said) return undefined;
  const head = `${paint("dim", new Date(timestamp).toISOString().slice(11, 23))}  ${source}`;
  if (!said) return `${head}  ${message}`;
  const { level, message: text } = said;
  const rest = Object.entries(said).filter(([name]) => !KNOWN.includes(name));
  const more = rest.map(([name, value]) => `${name}=${JSON.stringify(value)}`).join(" ");
  const line = [head, String(text), more && paint("dim", more)].filter(Boolean).join("  ");
  const style = LEVELS[String(level)];
  return style ? paint(style, line) : line;
}

/** A line of ours is JSON; Lambda may put a prefix before it. */
function fieldsIn(message: string): Readonly<Record<string, unknown>> | undefined {
  if (!message.endsWith("}")) return undefined;
  try {
    const value: unknown = JSON.parse(message.slice(message.indexOf("{")));
    return typeof value === "object" && value !== null ? (value as Record<string, unknown>) : undefined;
  } catch {
    return undefined;
  }
}
