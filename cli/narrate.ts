/** Says in a line what happened in the cloud, for a person who watches the terminal. */
import type { CloudEvent } from "local-cloud";

/** How much is said: of everything, or only of what a person at work would want to hear. */
export interface Narration {
  readonly buildLog: boolean;
}

/** Lines for an event; none when it is not worth a person's attention. */
export function narrate(event: CloudEvent, { buildLog }: Narration): string[] {
  switch (event.type) {
    case "push":
      return [`↑ push to ${event.repository}: ${event.reference} is now ${event.commit.slice(0, 7)}`];
    case "sms":
      return [`✉ text to ${event.phoneNumber}: ${event.message}`];
    case "state-entered":
      return [`  → ${event.state}`];
    case "execution-ended":
      return [
        `${event.status === "SUCCEEDED" ? "✔" : "✖"} ${event.machine} ${event.status}${event.error ? `: ${event.error}` : ""}`,
        ...(event.cause ? [`    ${event.cause}`] : []),
      ];
    case "build-phase":
      return event.seconds === undefined
        ? []
        : [
            `    ${event.project}: ${event.phase} ${event.status} (${event.seconds.toFixed(1)} s)${event.message ? ` ${event.message}` : ""}`,
          ];
    case "build-log":
      return buildLog ? [`    │ ${event.line}`] : [];
    case "delivery-failed":
      return [`✖ not delivered: ${event.from} → ${event.to}: ${event.error}: ${event.message}`];
    case "request-refused":
      return [`✖ refused: ${event.service} ${event.operation}: ${event.code}: ${event.message}`];
    case "internal-error":
      return [`✖ a fault of the local cloud in ${event.where}: ${event.message}`];
    default:
      return [];
  }
}
