import { GetExecutionHistoryCommand, type HistoryEvent, type SFNClient } from "@aws-sdk/client-sfn";
import type { LiveBloggerState } from "../../liveblogger/rules/live-blogger-state.ts";

/** The state whose end says what becomes of a photograph. */
export const DECIDES = "IsThisANewSlide";

/** What the machine made of a photograph. */
export type Decision = Pick<LiveBloggerState, "prediction" | "assurance" | "updateSite" | "entry" | "message">;

/** What an execution decided, from its history; undefined before it has. */
export async function readDecision(sfn: SFNClient, executionArn: string): Promise<Decision | undefined> {
  const { events = [] } = await sfn.send(new GetExecutionHistoryCommand({ executionArn, maxResults: 100 }));
  return decisionIn(events);
}

/** The same, of a history that was read already. */
export function decisionIn(events: readonly HistoryEvent[]): Decision | undefined {
  const decided = events.find(({ stateExitedEventDetails: exited }) => exited?.name === DECIDES);
  return decided && (JSON.parse(decided.stateExitedEventDetails?.output ?? "{}") as Decision);
}
