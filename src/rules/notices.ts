/** The notices that the owner gets of pushes. */
import { placeIn } from "./build-log.ts";
import { withoutLog } from "./build-outcome.ts";
import { messageOf } from "./cause.ts";
import { failureLetter, publishedLetter } from "./letters.ts";
import { type Notice, withinOneSms } from "./notice.ts";
import type { SiteBuilderState, StateError } from "./site-builder-state.ts";

/** A path of this length leaves room for its line and what is wrong there; the end of it says more. */
const PATH_CHARACTERS = 40;

/**
 * A failure's message for a text, whose end is cut: what the notice says anyway is left out, and the reason comes
 * first. That is the place in a file, when one is named; CodeBuild names the whole command before the exit status.
 */
function inShort(message: string, commitId: string): string {
  const said = message.replace(`The build of ${short(commitId)} `, "");
  const place = placeIn(said);
  if (!place)
    return said.replace(
      /Error while executing command: (.*)\. Reason: (.*)$/s,
      (_, command, reason) => `${reason} of ${command}`,
    );
  const { file, line, problem } = place;
  const [phase = ""] = /^.*? in [A-Z_]+: /.exec(said) ?? [];
  const path = file.length > PATH_CHARACTERS ? `...${file.slice(3 - PATH_CHARACTERS)}` : file;
  return `${phase}${path}:${line}: ${problem}`;
}

const short = (commitId: string): string => commitId.slice(0, 7);

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
 * build was a later push's, which is told of itself. `stillQueued` says that its build still runs or waits, and may
 * be published yet.
 */
export function noticeOf(
  state: SiteBuilderState,
  siteUrl: string,
  history: NoticeHistory,
  stillQueued: boolean,
): Notice | undefined {
  const { builtPushedAt, error, execution, pushedAt } = state;
  if (history.told.includes(execution)) return undefined;
  if (error) return error.Error === TOLD_BY_ANOTHER ? undefined : failureNotice(state, error, stillQueued);
  if (builtPushedAt !== undefined && builtPushedAt !== pushedAt) return undefined;
  const kind = history.last === "failed" && isNewest(history, pushedAt) ? "recovery" : "success";
  return publishedNotice(state, siteUrl, kind);
}

function failureNotice(state: SiteBuilderState, error: StateError, stillQueued: boolean): Notice {
  const { commitId } = state;
  const failure = withoutLog(messageOf(error.Cause));
  const subject = `Lectern: ${short(commitId)} NOT published${stillQueued ? " yet" : ""}`;
  const head = `${subject}${stillQueued ? ": still queued" : ""}. ${error.Error}: `;
  return {
    kind: "failure",
    text: withinOneSms(head, inShort(failure.text, commitId), failure.build ? ` Log: ${failure.build}` : ""),
    subject,
    letter: failureLetter(state, error.Error, failure, stillQueued),
  };
}

function publishedNotice(state: SiteBuilderState, siteUrl: string, kind: "success" | "recovery"): Notice {
  const { commitId, summary = "", buildSeconds } = state;
  const took = buildSeconds === undefined ? "" : ` in ${buildSeconds} s`;
  const subject = `${kind === "recovery" ? "Lectern recovered: published" : "Lectern: published"} ${short(commitId)}`;
  return {
    kind,
    text: withinOneSms(`${subject}${took}: `, summary, ` ${siteUrl}`),
    subject,
    letter: publishedLetter(state, siteUrl, kind === "recovery"),
  };
}

const isNewest = ({ lastPushedAt = "" }: NoticeHistory, pushedAt: string): boolean => pushedAt >= lastPushedAt;

/** The history after `notice` was sent for the push. */
export function afterNotice(
  history: NoticeHistory,
  { execution, pushedAt }: Pick<SiteBuilderState, "execution" | "pushedAt">,
  { kind }: Pick<Notice, "kind">,
): NoticeHistory {
  const told = [execution, ...history.told].slice(0, REMEMBERED);
  if (!isNewest(history, pushedAt)) return { ...history, told };
  return { last: kind === "failure" ? "failed" : "published", lastPushedAt: pushedAt, told };
}
