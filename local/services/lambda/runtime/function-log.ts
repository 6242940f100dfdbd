/** The log stream of one process: what it prints, and Lambda's own START, END and REPORT lines. */
import type { Readable } from "node:stream";
import { setTimeout as wait } from "node:timers/promises";
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

/** Milliseconds without output after which a process that has answered has nothing more to print. */
const QUIET = 15;
const MOST_WAITS = 40;

/** One log stream. */
export class FunctionLog {
  readonly #cloud: Cloud;
  readonly #configuration: FunctionConfiguration;
  readonly #stream: string;
  #tail = "";
  /** Pieces of output that have come. */
  #received = 0;

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
    output.setEncoding("utf8");
    output.on("data", (text: string) => {
      this.#received++;
      const lines = (rest + text).split("\n");
      rest = lines.pop() ?? "";
      if (rest.length > LOG_LINE_LIMIT) {
        lines.push(rest);
        rest = "";
      }
      this.write(lines.flatMap(pieces));
    });
    output.on("end", () => this.write(rest === "" ? [] : pieces(rest)));
  }

  /**
   * Resolves when what the process printed before it answered is in the log: when nothing has come for a moment.
   * (A process that goes on printing is not waited for.)
   */
  async caughtUp(): Promise<void> {
    for (let waits = 0, before = -1; before !== this.#received && waits < MOST_WAITS; waits++) {
      before = this.#received;
      await wait(QUIET);
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
