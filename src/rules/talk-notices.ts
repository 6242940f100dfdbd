/**
 * The notices that the owner gets of a talk: its start, its end, the first failure, the recovery. In between there is silence:
 * a talk that fails fails with every photograph.
 */
import { withoutLog } from "./build-outcome.ts";
import { messageOf } from "./cause.ts";
import { talkEndLetter, talkFailureLetter, talkStartLetter } from "./letters.ts";
import { type Notice, withinOneSms } from "./notice.ts";
import type { StateError } from "./site-builder-state.ts";

/** What the end of an execution, or of the whole talk, says. */
export interface TalkState {
  readonly talk: string;
  /** The execution's name; absent at the talk's end. */
  readonly execution?: string;
  /** When its photograph was taken: ISO 8601, UTC. */
  readonly takenAt?: string;
  /** True when an entry was written. */
  readonly updateSite?: boolean;
  readonly message?: string;
  readonly error?: StateError;
  /** True when the speaker ended the talk. */
  readonly ended?: boolean;
  /** How many entries it had then. */
  readonly entries?: number;
  /** When that was: ISO 8601, UTC. */
  readonly endedAt?: string;
}

/** What was told of a talk before; kept in the `builds` table. */
export interface TalkHistory {
  readonly started?: boolean;
  /** The end that was told of last, by its count. */
  readonly ended?: number;
  /** When that was: ISO 8601, UTC. */
  readonly endedAt?: string;
  /** Whether the newest photograph that was told of went well, and when it was taken. Executions end out of order. */
  readonly last?: "well" | "failed";
  readonly lastTakenAt?: string;
  /** Executions that were told of, the latest first; bounded. */
  readonly told: readonly string[];
}

export const NOTHING_TOLD_OF_TALK: TalkHistory = { told: [] };

/** A task is run again within hours at the most. */
const REMEMBERED = 100;

/** They concern one photograph; the next one is as good as ever. They are in the log. */
const OF_ONE_PHOTOGRAPH: readonly string[] = [
  "PhotographUnreadable",
  "PhotographTooLarge",
  "PhotographTooSmall",
  "PhotographRefused",
  "PhotoGone",
];

/** The notice for what ended; undefined when none is due. */
export function talkNoticeOf(state: TalkState, siteUrl: string, history: TalkHistory): Notice | undefined {
  const { talk, execution = "", takenAt = "", updateSite, error, ended, entries = 0, endedAt } = state;
  const address = `${siteUrl}/live/${talk}/`;
  if (ended) return history.ended === entries && history.endedAt === endedAt ? undefined : endNotice(talk, entries, address);
  if (history.told.includes(execution)) return undefined;
  const isNewest = takenAt >= (history.lastTakenAt ?? "");
  if (error) {
    if (OF_ONE_PHOTOGRAPH.includes(error.Error) || history.last === "failed" || !isNewest) return undefined;
    return failureNotice(state, error, address);
  }
  // A photograph that waited in a camera until the talk's end neither begins the talk nor lets it go on.
  if (!updateSite || takenAt <= (history.endedAt ?? "")) return undefined;
  if (history.last === "failed") return isNewest ? startNotice("recovery", talk, address) : undefined;
  return history.started ? undefined : startNotice("start", talk, address);
}

function startNotice(kind: "start" | "recovery", talk: string, address: string): Notice {
  const subject = kind === "start" ? `Lectern: ${talk} has begun` : `Lectern recovered: ${talk} goes on`;
  return { kind, text: withinOneSms(subject, "", `: ${address}`), subject, letter: talkStartLetter(kind, talk, address) };
}

function endNotice(talk: string, entries: number, address: string): Notice {
  const subject = `Lectern: ${talk} has ended`;
  const count = entries === 1 ? "1 entry" : `${entries} entries`;
  return {
    kind: "end",
    text: withinOneSms(subject, ` with ${count}`, `: ${address}`),
    subject,
    letter: talkEndLetter(talk, count, address),
  };
}

function failureNotice({ talk, execution = "" }: TalkState, error: StateError, address: string): Notice {
  const failure = withoutLog(messageOf(error.Cause));
  const subject = `Lectern: trouble in ${talk}`;
  const log = failure.build ? ` Log: ${failure.build}` : "";
  return {
    kind: "failure",
    text: withinOneSms(`${subject}. ${error.Error}: `, failure.text, log),
    subject,
    letter: talkFailureLetter({ talk, execution, name: error.Error, address }, failure),
  };
}

/** The history after `notice` was sent. */
export function afterTalkNotice(history: TalkHistory, state: TalkState, { kind }: Pick<Notice, "kind">): TalkHistory {
  const { execution, takenAt = "", entries = 0, endedAt } = state;
  const told = execution === undefined ? history.told : [execution, ...history.told].slice(0, REMEMBERED);
  if (kind === "end") return { ...history, told, ended: entries, ...(endedAt && { endedAt }) };
  const lastTakenAt = takenAt > (history.lastTakenAt ?? "") ? takenAt : (history.lastTakenAt ?? "");
  if (kind === "failure") return { ...history, told, last: "failed", lastTakenAt };
  return { ...history, told, started: true, last: "well", lastTakenAt };
}
