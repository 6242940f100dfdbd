/** Executions in words. Pure. */
import type { Paint } from "../paint.ts";
import { seconds } from "../progress.ts";
import { table } from "../table.ts";
import { utc } from "../times.ts";
import type { VisitedState } from "./history.ts";

export interface Execution {
  readonly name: string;
  readonly machine: string;
  readonly status: string;
  /** ISO 8601, UTC */
  readonly startedAt: string;
  /** absent while it runs */
  readonly endedAt?: string;
}

/** An execution with what its states did. */
export interface ShownExecution extends Execution {
  readonly states: readonly VisitedState[];
  readonly input: unknown;
  readonly output?: unknown;
  /** why it failed, in a person's words */
  readonly reason?: string;
}

const COLOURS: Readonly<Record<string, "green" | "red" | "yellow">> = { SUCCEEDED: "green", RUNNING: "yellow" };

const painted = (status: string, paint: Paint): string => paint(COLOURS[status] ?? "red", status);

const tookOf = ({ startedAt, endedAt }: Execution): string =>
  endedAt === undefined ? "" : seconds(Date.parse(endedAt) - Date.parse(startedAt));

export const executionTable = (executions: readonly Execution[], paint: Paint): string[] =>
  table(
    ["started (UTC)", "status", "took", "machine", "execution"],
    executions.map((one) => [utc(one.startedAt), painted(one.status, paint), tookOf(one), one.machine, one.name]),
  );

export function executionLines(shown: ShownExecution, paint: Paint): string[] {
  const { name, machine, status, startedAt, states, input, output, reason } = shown;
  const took = tookOf(shown);
  return [
    `${paint("bold", name)}  ${machine}  ${painted(status, paint)}${took && ` after ${took}`}, started ${utc(startedAt)} UTC`,
    ...(reason ? [paint("red", reason)] : []),
    "",
    ...table(
      ["", "", ""],
      states.map(({ state, times, milliseconds }) => [`  ${state}`, times > 1 ? `${times} times` : "", seconds(milliseconds)]),
    ),
    "",
    `input   ${JSON.stringify(input)}`,
    ...(output === undefined ? [] : [`output  ${JSON.stringify(output)}`]),
  ];
}
