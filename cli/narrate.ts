/** Says in a line what happened in the cloud, for a person who watches the terminal. */
import type { CloudEvent } from "local-cloud";
import { messageOf } from "../src/rules/cause.ts";

/** Gives the lines for an event; none when it is not worth a person's attention. */
export type Narrator = (event: CloudEvent) => string[];

/** A narrator that remembers which states each execution has been in, so that a polling loop is told once, then counted. */
export function createNarrator(): Narrator {
  const rounds = new Map<string, Map<string, number>>();

  const stateEntered = (executionArn: string, state: string): string[] => {
    const entered = rounds.get(executionArn) ?? new Map<string, number>();
    const round = (entered.get(state) ?? 0) + 1;
    rounds.set(executionArn, entered.set(state, round));
    if (round === 1) return [`  → ${state}`];
    const loopHead = [...entered].find(([, count]) => count > 1)?.[0];
    return state === loopHead ? [`  ↺ ${state}, round ${round}`] : [];
  };

  return (event) => {
    switch (event.type) {
      case "push":
        return [`↑ push to ${event.repository}: ${event.reference} is now ${event.commit.slice(0, 7)}`];
      case "sms":
        return [`✉ text to ${event.phoneNumber}: ${event.message}`];
      case "state-entered":
        return stateEntered(event.executionArn, event.state);
      case "execution-ended":
        rounds.delete(event.executionArn);
        return [
          `${event.status === "SUCCEEDED" ? "✔" : "✖"} ${event.machine} ${event.status}${event.error ? `: ${event.error}` : ""}`,
          ...(event.cause ? [`    ${messageOf(event.cause)}`] : []),
        ];
      case "build-phase":
        if (event.seconds === undefined) return [];
        return [
          `    ${event.project}: ${event.phase} ${event.status} (${event.seconds.toFixed(1)} s)${event.message ? ` ${event.message}` : ""}`,
        ];
      case "build-log":
        return [`    │ ${event.line}`];
      case "delivery-failed":
        return [`✖ not delivered: ${event.from} → ${event.to}: ${event.error}: ${event.message}`];
      case "request-refused":
        return [`✖ refused: ${event.service} ${event.operation}: ${event.code}: ${event.message}`];
      case "internal-error":
        return [`✖ a fault of the local cloud in ${event.where}: ${event.message}`];
      default:
        return [];
    }
  };
}
