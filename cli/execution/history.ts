/** What the states of an execution did, from its history. Pure. */
import type { HistoryEvent } from "@aws-sdk/client-sfn";

/** A state, however often it was entered. */
export interface VisitedState {
  readonly state: string;
  readonly times: number;
  /** in all of these visits together; of one that it is still in, up to the last event */
  readonly milliseconds: number;
}

/** In the order in which they were entered first. */
export function visitedStates(events: readonly HistoryEvent[]): VisitedState[] {
  const visits = new Map<string, { times: number; milliseconds: number }>();
  const open = new Map<string, number>();
  const close = (state: string, at: number): void => {
    const since = open.get(state);
    const visit = visits.get(state);
    if (since !== undefined && visit) visit.milliseconds += at - since;
    open.delete(state);
  };
  let last = 0;
  for (const { timestamp, stateEnteredEventDetails: entered, stateExitedEventDetails: exited } of events) {
    last = timestamp?.getTime() ?? last;
    if (exited?.name) close(exited.name, last);
    if (!entered?.name) continue;
    const visit = visits.get(entered.name) ?? { times: 0, milliseconds: 0 };
    visit.times += 1;
    visits.set(entered.name, visit);
    open.set(entered.name, last);
  }
  for (const state of [...open.keys()]) close(state, last);
  return [...visits].map(([state, visit]) => ({ state, ...visit }));
}

/** The states that our machines go to when another failed. */
const AFTER_FAILURE = ["NotifyFailure", "Failed"];

/** The state that failed; undefined when none was entered. */
export function failedState(events: readonly HistoryEvent[]): string | undefined {
  const entered = events.flatMap(({ stateEnteredEventDetails: details }) => details?.name ?? []);
  return entered.findLast((name) => !AFTER_FAILURE.includes(name));
}

/** Whether the machine ended itself, in its Fail state: there is nothing in it that could go on. */
export const endedItself = (events: readonly HistoryEvent[]): boolean =>
  events.some(({ stateEnteredEventDetails: details }) => details?.name === "Failed");
