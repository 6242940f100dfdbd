import { setTimeout as delay } from "node:timers/promises";
import { ExecutionDoesNotExist, GetExecutionHistoryCommand, type HistoryEvent, type SFNClient } from "@aws-sdk/client-sfn";
import { photoOf } from "../../liveblogger/data/keys.ts";
import { executionOf } from "../../liveblogger/rules/photo-events.ts";
import { Stopped, UserError } from "../errors.ts";
import { explainEnd } from "../executions.ts";
import { type Decision, decisionIn } from "./decision.ts";
import type { FeedReader } from "./feed-reader.ts";

/** The first execution after a deployment starts its functions, and an outage is tried again for some minutes. */
const PATIENCE = 5 * 60_000;
const PAUSE = 250;
/** What was written is in the feed after so long, if it changes anything there; the edge keeps a feed for a second. */
const FEED_PATIENCE = 4_000;

/** Where it is seen what becomes of a photograph. */
export interface Watch {
  readonly sfn: SFNClient;
  readonly feed: FeedReader;
  /** the live blogger's state machine */
  readonly machineArn: string;
  readonly stopped: AbortSignal;
}

/** What became of a photograph. */
export interface Fate {
  readonly execution: string;
  readonly decision: Decision;
  /** from the sending until a reader could fetch what it changed, in milliseconds; absent when it changed nothing to be read */
  readonly readable?: number;
}

/**
 * Waits until it is decided what becomes of the photograph, and if it is news, until a reader can fetch it.
 * @param known the entries that the feed had before
 * @param sentAt milliseconds since the epoch
 * @throws UserError when the execution failed or never came, Stopped
 */
export async function followPush(watch: Watch, key: string, known: ReadonlySet<string>, sentAt: number): Promise<Fate> {
  const { machineArn, feed, stopped } = watch;
  const photo = photoOf(key);
  if (!photo) throw new RangeError(`${key} is no photograph's key.`);
  const execution = executionOf(photo);
  const executionArn = `${machineArn.replace(":stateMachine:", ":execution:")}:${execution}`;
  const decision = await decided(watch, executionArn);
  const { updateSite, entry } = decision;
  if (!updateSite || !entry) return { execution, decision };
  const taken = new Date(photo.takenAt).toISOString();
  const isThere = (): boolean => {
    const shown = feed.entries.find((one) => one.entry === entry);
    return shown !== undefined && (!known.has(entry) || shown.time === taken || shown.returned.includes(taken));
  };
  let written: number | undefined;
  for (const deadline = Date.now() + PATIENCE; Date.now() < deadline; await pause(stopped)) {
    await feed.read().catch(() => {});
    if (isThere()) return { execution, decision, readable: Date.now() - sentAt };
    if (written !== undefined && Date.now() - written > FEED_PATIENCE) break;
    const events = await historyOf(watch, executionArn);
    refuseFailed(events);
    if (events.some(({ stateExitedEventDetails: exited }) => exited?.name === "CreateDocument")) written ??= Date.now();
  }
  return { execution, decision };
}

async function decided(watch: Watch, executionArn: string): Promise<Decision> {
  for (const deadline = Date.now() + PATIENCE; Date.now() < deadline; await pause(watch.stopped)) {
    const events = await historyOf(watch, executionArn);
    const decision = decisionIn(events);
    if (decision) return decision;
    refuseFailed(events);
  }
  throw new UserError("Nothing was decided within five minutes: lectern status, and lectern failures list, may say why.");
}

async function historyOf({ sfn }: Watch, executionArn: string): Promise<HistoryEvent[]> {
  try {
    const { events = [] } = await sfn.send(new GetExecutionHistoryCommand({ executionArn, maxResults: 200 }));
    return events;
  } catch (error) {
    if (error instanceof ExecutionDoesNotExist) return []; // not started yet
    throw error;
  }
}

function refuseFailed(events: readonly HistoryEvent[]): void {
  const { executionFailedEventDetails: failed } = events.at(-1) ?? {};
  if (failed) throw new UserError(explainEnd({ status: "FAILED", error: failed.error, cause: failed.cause }));
}

async function pause(stopped: AbortSignal): Promise<void> {
  await delay(PAUSE, undefined, { signal: stopped }).catch(() => {
    throw new Stopped("Stopped. What was sent goes its way.");
  });
}
