import type { SFNClient } from "@aws-sdk/client-sfn";
import { photoOf } from "../../liveblogger/data/keys.ts";
import { executionOf } from "../../liveblogger/rules/photo-events.ts";
import { type Executions, explainEnd } from "../executions.ts";
import { DECIDES, readDecision } from "../photo/decision.ts";
import type { FeedReader } from "../photo/feed-reader.ts";
import type { Outcome } from "./lines.ts";
import { returnsBy, type Shot } from "./play.ts";

/** A photograph is decided on within seconds; this is for a machine with other things to do. */
const PATIENCE = 5 * 60_000;

/** Where it is seen what becomes of a photograph. */
export interface Watch {
  readonly executions: Executions;
  readonly sfn: SFNClient;
  readonly feed: FeedReader;
  /** the live blogger's state machine */
  readonly machineArn: string;
  readonly play: readonly Shot[];
  readonly stopped: AbortSignal;
}

/** A photograph that was sent. */
export interface Sent {
  /** its place in the play */
  readonly place: number;
  readonly key: string;
  /** milliseconds since the epoch */
  readonly sentAt: number;
}

/** What became of a photograph, and the execution that was started for it. */
export interface Followed extends Outcome {
  readonly executionArn: string;
}

/** Waits until it is decided what becomes of the photograph, and if it is news, until a reader can fetch it. @throws UserError, Interrupted */
export async function followPhotograph(watch: Watch, { place, key, sentAt }: Sent): Promise<Followed> {
  const { executions, sfn, feed, machineArn, play, stopped } = watch;
  const photo = photoOf(key);
  const shot = play[place];
  if (!photo || !shot) throw new RangeError(`${key} is no photograph of the play's.`);
  const executionArn = `${machineArn.replace(":stateMachine:", ":execution:")}:${executionOf(photo)}`;
  const known = { number: place + 1, shot, executionArn };
  await executions.left(executionArn, DECIDES, PATIENCE, stopped);
  const decision = await readDecision(sfn, executionArn);
  if (!decision) return { ...known, failure: explainEnd(await executions.end(executionArn, PATIENCE, stopped)) };
  const { updateSite, entry } = decision;
  if (!updateSite || !entry) return { ...known, decision };
  const seen = await feed.seen(entry, returnsBy(play, place) ?? 0, PATIENCE);
  return { ...known, decision, ...(seen === undefined ? { failure: "never in the feed" } : { readable: seen - sentAt }) };
}
