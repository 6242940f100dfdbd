/** Says in a line what happened in the cloud, for a person who watches the terminal. */
import type { CloudEvent } from "local-cloud";
import { explainEnd } from "./executions.ts";
import { FULL_DISK } from "./full-disk.ts";

/** Gives the lines for an event; none when it is not worth a person's attention. */
export type Narrator = (event: CloudEvent) => string[];

function pushed({ repository, reference, commit, deleted }: CloudEvent & { type: "push" }, branch: string): string {
  const what = deleted ? "was deleted" : `is now ${commit.slice(0, 7)}`;
  const publishes = reference === `refs/heads/${branch}` && !deleted;
  return `↑ push to ${repository}: ${reference} ${what}${publishes ? "" : ` (publishes nothing: only ${branch} does)`}`;
}

/** A polling loop is told of again after so many milliseconds. */
const LOOP_SILENCE = 15_000;

/**
 * A narrator for a repository whose pushes to `branch` publish. It remembers which states each execution has been in,
 * so that a polling loop is told once, and then only now and then.
 */
export function createNarrator(branch: string, now: () => number = Date.now): Narrator {
  const rounds = new Map<string, Map<string, number>>();
  let loopToldAt = 0;

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
        return stateEntered(event.executionArn, event.state);
      case "execution-ended":
        rounds.delete(event.executionArn);
        return [
          `${event.status === "SUCCEEDED" ? "✔" : "✖"} ${event.machine} ${event.status}${event.error ? `: ${event.error}` : ""}`,
          ...(event.cause ? [`    ${explainEnd(event)}`] : []),
        ];
      case "build-phase":
        if (event.seconds === undefined) return [];
        return [
          `    ${event.project}: ${event.phase} ${event.status} (${event.seconds.toFixed(1)} s)${event.message ? ` ${event.message}` : ""}`,
        ];
      case "build-log":
        return event.line.split("\n").map((line) => `    │ ${line}`);
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
