/** The texts the owner gets: few, at most 160 characters, each saying what happened and what to look at. */
import { withoutLog } from "./build-outcome.ts";
import { messageOf } from "./cause.ts";
import type { SiteBuilderState } from "./site-builder-state.ts";

/** One SMS of GSM-7 characters. */
const SMS_CHARACTERS = 160;

/** Printable ASCII only: one other character turns the whole SMS to UCS-2, which holds 70. */
const asciiOnly = (text: string): string =>
  text
    .normalize("NFKD")
    .replace(/[\u2018\u2019]/g, "'")
    .replace(/[\u201c\u201d]/g, '"')
    .replace(/[\u2013\u2014]/g, "-")
    .replace(/\s+/g, " ")
    .replace(/[^\x20-\x7e]/g, "")
    .replace(/ {2,}/g, " ");

/** Shortens `middle` so that the whole fits into one SMS; what stands around it is kept. */
function withinOneSms(before: string, middle: string, after: string): string {
  const [head, body, tail] = [asciiOnly(before), asciiOnly(middle), asciiOnly(after)];
  const room = Math.max(0, SMS_CHARACTERS - head.length - tail.length);
  const shortened = body.length <= room ? body : `${body.slice(0, Math.max(0, room - 3))}...`;
  return `${head}${shortened}${tail}`.slice(0, SMS_CHARACTERS);
}

/** CodeBuild names the whole command before the reason; in a text the reason comes first, for the end is cut. */
const reasonFirst = (message: string): string =>
  message.replace(/Error while executing command: (.*)\. Reason: (.*)$/s, (_, command, reason) => `${reason} of ${command}`);

const short = (commitId: string): string => commitId.slice(0, 7);

export type NoticeKind = "success" | "recovery" | "failure";

export interface Notice {
  readonly kind: NoticeKind;
  readonly text: string;
}

/** What was told before; kept in the `builds` table. */
export interface NoticeHistory {
  /** Whether the newest push that was told of was published. Executions notice the ends of builds out of order. */
  readonly last?: "published" | "failed";
  /** When that push was made: ISO 8601, UTC. */
  readonly lastPushedAt?: string;
  /** Executions that were told of, the latest first; bounded. */
  readonly told: readonly string[];
}

export const NOTHING_TOLD: NoticeHistory = { told: [] };

/** A task is run again within hours at the most. */
const REMEMBERED = 100;

/** The name of the error of a push that joined a later push's build, which failed. */
const TOLD_BY_ANOTHER = "JoinedBuildFailed";

/**
 * The notice for an ended push; undefined when none is due: it was told of before (a repeated task), or its
 * build was a later push's, which is told of itself.
 */
export function noticeOf(state: SiteBuilderState, siteUrl: string, history: NoticeHistory): Notice | undefined {
  const { commitId, builtPushedAt, summary = "", error, buildSeconds, execution, pushedAt } = state;
  if (history.told.includes(execution)) return undefined;
  if (error) {
    if (error.Error === TOLD_BY_ANOTHER) return undefined;
    const { text, build } = withoutLog(messageOf(error.Cause));
    const log = build ? ` Log: ${build}` : "";
    return {
      kind: "failure",
      text: withinOneSms(`Lectern: ${short(commitId)} NOT published. ${error.Error}: `, reasonFirst(text), log),
    };
  }
  if (builtPushedAt !== undefined && builtPushedAt !== pushedAt) return undefined;
  const took = buildSeconds === undefined ? "" : ` in ${buildSeconds} s`;
  const kind = history.last === "failed" && isNewest(history, pushedAt) ? "recovery" : "success";
  const head = kind === "recovery" ? "Lectern recovered: published" : "Lectern: published";
  return { kind, text: withinOneSms(`${head} ${short(commitId)}${took}: `, summary, ` ${siteUrl}`) };
}

const isNewest = ({ lastPushedAt = "" }: NoticeHistory, pushedAt: string): boolean => pushedAt >= lastPushedAt;

/** The history after `notice` was sent for the push. */
export function afterNotice(
  history: NoticeHistory,
  { execution, pushedAt }: Pick<SiteBuilderState, "execution" | "pushedAt">,
  { kind }: Notice,
): NoticeHistory {
  const told = [execution, ...history.told].slice(0, REMEMBERED);
  if (!isNewest(history, pushedAt)) return { ...history, told };
  return { last: kind === "failure" ? "failed" : "published", lastPushedAt: pushedAt, told };
}
