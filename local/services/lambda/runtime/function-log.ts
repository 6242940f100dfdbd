/** The log stream of one process: what it prints, and Lambda's own START, END and REPORT lines. */
import type { Readable } from "node:stream";
import type { Cloud } from "../../../contracts.ts";
import type { FunctionConfiguration } from "../function-configuration.ts";
import { LOG_LINE_LIMIT, LOG_TAIL_LIMIT } from "../limits.ts";

/** What a REPORT line tells. Durations in milliseconds, memory in megabytes. */
export interface Report {
  readonly requestId: string;
  readonly duration: number;
  readonly memorySize: number;
  readonly maxMemoryUsed: number | undefined;
  readonly initDuration: number | undefined;
  /** `timeout`, `error`, or undefined when the handler answered or failed by itself. */
  readonly status: string | undefined;
  readonly errorType: string | undefined;
}

/** Milliseconds that the end of an answered invocation's output may take to come: the handler may have closed the output. */
const PATIENCE = 500;

/** What our bootstrap program prints, before the request's id, behind an invocation's last words. */
const MARK = "\0end ";
/** An output that will print no more. */
const CLOSED = "\0closed";

/** One log stream. */
export class FunctionLog {
  readonly #cloud: Cloud;
  readonly #configuration: FunctionConfiguration;
  readonly #stream: string;
  #tail = "";
  /** For each output of the process: the invocation whose last words have come, or `closed`. */
  readonly #read = new Map<Readable, string>();
  #arrived: () => void = () => {};

  constructor(cloud: Cloud, configuration: FunctionConfiguration, stream: string) {
    this.#cloud = cloud;
    this.#configuration = configuration;
    this.#stream = stream;
  }

  /** Appends lines, as the function's role; without the permission they are lost, as they are on AWS, but a person still sees them. */
  write(lines: readonly string[]): void {
    if (lines.length === 0) return;
    const { name, logGroup, roleArn } = this.#configuration;
    this.#tail = Buffer.from(this.#tail + lines.map((line) => `${line}\n`).join(""))
      .subarray(-LOG_TAIL_LIMIT)
      .toString();
    for (const line of lines) this.#cloud.emit({ type: "function-log", functionName: name, line: line.replaceAll("\r", "\n") });
    try {
      const principal = { kind: "role", roleArn, sessionName: name } as const;
      this.#cloud.logs.write({ group: logGroup, stream: this.#stream, lines, principal });
    } catch {
      // The role may not write logs: nobody is told on AWS either.
    }
  }

  /** Writes every line of an output as it comes. */
  follow(output: Readable): void {
    let rest = "";
    const arrived = (mark: string): void => {
      this.#read.set(output, mark);
      this.#arrived();
    };
    this.#read.set(output, "");
    output.setEncoding("utf8");
    output.on("data", (text: string) => {
      const lines = (rest + text).split("\n");
      rest = lines.pop() ?? "";
      if (rest.length > LOG_LINE_LIMIT) {
        lines.push(rest);
        rest = "";
      }
      const at = lines.findLastIndex((line) => line.includes(MARK));
      const [last = "", mark] = lines[at]?.split(MARK) ?? [];
      if (mark !== undefined) lines.splice(at, 1, ...(last === "" ? [] : [last]));
      this.write(lines.flatMap(pieces));
      if (mark !== undefined) arrived(mark);
    });
    output.on("end", () => {
      this.write(rest === "" ? [] : pieces(rest));
      arrived(CLOSED);
    });
  }

  /** Resolves when what the process printed before it answered the invocation is in the log. */
  async caughtUp(requestId: string): Promise<void> {
    const there = (): boolean => [...this.#read.values()].every((mark) => mark === requestId || mark === CLOSED);
    const late = AbortSignal.timeout(PATIENCE);
    while (!there() && !late.aborted) {
      await new Promise<void>((resolve) => {
        this.#arrived = resolve;
        late.addEventListener("abort", () => resolve(), { once: true });
      });
    }
  }

  start(requestId: string): void {
    this.#tail = "";
    this.write([`START RequestId: ${requestId} Version: $LATEST`]);
  }

  end(report: Report): void {
    this.write([`END RequestId: ${report.requestId}`, reportLine(report)]);
  }

  /** At most the last 4 KB since the last `start`. */
  tail(): string {
    return this.#tail;
  }
}

function pieces(line: string): string[] {
  if (line.length <= LOG_LINE_LIMIT) return [line];
  return [line.slice(0, LOG_LINE_LIMIT), ...pieces(line.slice(LOG_LINE_LIMIT))];
}

/** A REPORT line. Since August 2025 the initialisation is billed as well. */
export function reportLine(report: Report): string {
  const { duration, initDuration, maxMemoryUsed } = report;
  return [
    `REPORT RequestId: ${report.requestId}`,
    `Duration: ${duration.toFixed(2)} ms`,
    `Billed Duration: ${Math.ceil(duration + (initDuration ?? 0))} ms`,
    `Memory Size: ${report.memorySize} MB`,
    ...(maxMemoryUsed === undefined ? [] : [`Max Memory Used: ${maxMemoryUsed} MB`]),
    ...(initDuration === undefined ? [] : [`Init Duration: ${initDuration.toFixed(2)} ms`]),
    ...(report.status === undefined ? [] : [`Status: ${report.status}`]),
    ...(report.errorType === undefined ? [] : [`Error Type: ${report.errorType}`]),
    "",
  ].join("\t");
}
