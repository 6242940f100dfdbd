/** Says in a line what happened in the cloud, for a person who watches the terminal. */
import type { CloudEvent } from "local-cloud";
import { explainEnd } from "./executions.ts";
import { FULL_DISK } from "./full-disk.ts";
import { createBuildNarrator } from "./narrate-builds.ts";

/** Gives the lines for an event; none when it is not worth a person's attention. */
export type Narrator = (event: CloudEvent) => string[];

function pushed({ repository, reference, commit, deleted }: CloudEvent & { type: "push" }, branch: string): string {
  const what = deleted ? "was deleted" : `is now ${commit.slice(0, 7)}`;
  const publishes = reference === `refs/heads/${branch}` && !deleted;
  return `↑ push to ${repository}: ${reference} ${what}${publishes ? "" : ` (publishes nothing: only ${branch} does)`}`;
}

/** What the live blogger decides of a photograph, from the log of the function that does; undefined for any other line. */
function decided({ functionName, line }: CloudEvent & { type: "function-log" }): string | undefined {
  if (!functionName.endsWith("-isThisANewSlide") || !line.startsWith("{")) return undefined;
  try {
    const { level, message, execution, assurance } = JSON.parse(line) as Record<string, unknown>;
    if (level !== "info" || typeof assurance !== "number") return undefined;
    return `◉ ${execution}: ${message} (${assurance.toFixed(3)})`;
  } catch {
    return undefined;
  }
}

/** A photograph's execution is told of by what was decided, and when it fails. */
const isLiveBlogger = (machine: string): boolean => machine.endsWith("-live-blogger");

/** Whether the event is told even while something else is shown: a text, and what went wrong. */
export const isUrgent = (event: CloudEvent): boolean =>
  ["sms", "delivery-failed", "request-refused", "internal-error"].includes(event.type) ||
  (event.type === "execution-ended" && event.status !== "SUCCEEDED");

/** A polling loop is told of again after so many milliseconds. */
const LOOP_SILENCE = 15_000;

/**
 * A narrator for a repository whose pushes to `branch` publish. It remembers which states each execution has been in,
 * so that a polling loop is told once, and then only now and then.
 */
export function createNarrator(branch: string, now: () => number = Date.now): Narrator {
  const rounds = new Map<string, Map<string, number>>();
  let loopToldAt = 0;
  const photographs = new Set<string>();
  const narrateBuild = createBuildNarrator(() => photographs.size > 0 && rounds.size === 0);

  const stateEntered = (executionArn: string, state: string): string[] => {
    const entered = rounds.get(executionArn) ?? new Map<string, number>();
    const round = (entered.get(state) ?? 0) + 1;
    rounds.set(executionArn, entered.set(state, round));
    const loopHead = [...entered].find(([, count]) => count > 1)?.[0];
    if (round === 1) {
      loopToldAt = now();
      return [`  → ${state}`];
    }
    if (state !== loopHead || now() - loopToldAt < LOOP_SILENCE) return [];
    loopToldAt = now();
    return [`  ↺ ${state}, round ${round}`];
  };

  return (event) => {
    switch (event.type) {
      case "push":
        return [pushed(event, branch)];
      case "sms":
        return [`✉ text to ${event.phoneNumber}: ${event.message}`];
      case "state-entered":
        if (!isLiveBlogger(event.machine)) return stateEntered(event.executionArn, event.state);
        photographs.add(event.executionArn);
        return [];
      case "execution-ended":
        rounds.delete(event.executionArn);
        photographs.delete(event.executionArn);
        if (isLiveBlogger(event.machine) && event.status === "SUCCEEDED") return [];
        return [
          `${event.status === "SUCCEEDED" ? "✔" : "✖"} ${event.machine} ${event.status}${event.error ? `: ${event.error}` : ""}`,
          ...(event.cause ? [`    ${explainEnd(event)}`] : []),
        ];
      case "function-log":
        return [decided(event)].filter((line) => line !== undefined);
      case "build-phase":
      case "build-log":
      case "build-ended":
        return narrateBuild(event);
      case "delivery-failed":
        return [`✖ not delivered: ${event.from} → ${event.to}: ${event.error}: ${event.message}`];
      case "request-refused":
        return [`✖ refused: ${event.service} ${event.operation}: ${event.code}: ${event.message}`];
      case "internal-error":
        if (FULL_DISK.test(event.message)) return [`✖ the disk is full, free some space: ${event.where}: ${event.message}`];
        return [`✖ a fault of the local cloud in ${event.where}: ${event.message}`];
      default:
        return [];
    }
  };
}
