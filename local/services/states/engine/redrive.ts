import { type Branching, branchesOf, type ExecutionState, type Frame } from "./frame.ts";
import type { HistoryEvent } from "./history.ts";

/**
 * Takes an ended execution up where it failed, as RedriveExecution does: what succeeded stays, every state that did not
 * does its work again, with none of its retries used.
 */
export function redrive(state: ExecutionState, event: HistoryEvent): void {
  state.end = undefined;
  state.redrives.count += 1;
  state.redrives.at = event.timestamp;
  revive(state.root, event);
}

function revive(frame: Frame, event: HistoryEvent): void {
  const { position } = frame;
  if (position.at === "finished") return;
  frame.lastEventId = event.id;
  if (position.at === "ready") return;
  position.attempts.length = 0;
  position.since = event.timestamp;
  const branches = branchesOf(position.activity);
  position.activity = branches ? revived(branches, event) : { is: "new" };
}

function revived({ children, iterations }: Branching, event: HistoryEvent): Branching {
  for (const child of children) revive(child, event);
  if (!iterations) return { is: "branching", children };
  const ended = [...iterations.ended].filter((index) => children[index]?.position.at === "finished");
  return { is: "branching", children, iterations: { ...iterations, ended: new Set(ended), follows: event.id } };
}
