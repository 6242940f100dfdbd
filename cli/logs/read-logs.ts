import { explainingAws } from "../explain-aws.ts";
import type { Place } from "../place.ts";
import { findStack } from "../stack/find-stack.ts";
import { withLogClients } from "./clients.ts";
import type { LogEvent } from "./event-line.ts";
import { findSource } from "./find-source.ts";
import { readEvents } from "./read-events.ts";

export interface LogsOptions {
  readonly place: Place;
  /** what is older is left out, in milliseconds since the epoch; builds and executions are told whole */
  readonly since: number;
  readonly follow: boolean;
  readonly stopped: AbortSignal;
}

/** Reads the log of what is meant. @param told hears of each event. @throws UserError, Stopped */
export const readLogs = (
  what: string | undefined,
  { place, since, follow, stopped }: LogsOptions,
  told: (event: LogEvent) => void,
): Promise<void> =>
  explainingAws(place, () =>
    withLogClients(place, async (clients) => {
      const source = await findSource(clients, await findStack(place), what);
      for await (const event of readEvents(clients.logs, source, { since: source.since ?? since, follow, stopped })) told(event);
    }),
  );
