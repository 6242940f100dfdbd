/** A notice at length, for who reads more than a text: what happened, why, where the log is, and what to do. */
import type { FailureMessage } from "./build-outcome.ts";
import type { SiteBuilderState } from "./site-builder-state.ts";

/** SNS takes 256 KB for all of a notice; what people and builds wrote is kept well below. */
const MOST_CHARACTERS = 20_000;
const kept = (text: string): string => (text.length > MOST_CHARACTERS ? `${text.slice(0, MOST_CHARACTERS)}...` : text);

const paragraphs = (...all: (string | false | undefined)[]): string => `${all.filter(Boolean).join("\n\n")}\n`;

/** `commit <id>, "<summary>"`. */
const commitOf = ({ commitId, summary }: SiteBuilderState): string =>
  `commit ${commitId}${summary?.trim() ? `, "${kept(summary.trim())}"` : ""}`;

const MEND = "Mend what it names, commit and push: the next push that builds is published.";
const AGAIN = "Nothing is wrong with the commit itself. Push again (git commit --allow-empty will do) to have it built again.";
/** By the error's name. */
const ADVICE: ReadonlyMap<string, string> = new Map([
  ["BuildFailed", MEND],
  ["BuildTimedOut", "Look at the log for what took so long, and push again."],
  ["BuildStopped", AGAIN],
  ["BuildFaulted", AGAIN],
  ["BuildVanished", AGAIN],
]);
const OTHERWISE =
  "This is no fault of the commit's but of the system around it: the logs of the functions say more. Once that is mended, push again.";
const QUEUED =
  "The build is not lost: it still runs or waits in line, and goes on with the next push at the latest. If it is published, the next notice is of that push or a later one.";

/** @param name the error's name */
export function failureLetter(
  state: SiteBuilderState,
  name: string,
  { text, buildId, log }: FailureMessage,
  stillQueued: boolean,
): string {
  return paragraphs(
    `Lectern has NOT published ${commitOf(state)}${stillQueued ? " yet" : ""}. The site is as it was before.`,
    kept(`${name}: ${text}`),
    [log && `Log: ${log}`, buildId && `Build: ${buildId}`].filter(Boolean).join("\n"),
    stillQueued && QUEUED,
    `What to do: ${ADVICE.get(name) ?? OTHERWISE}`,
    `Execution: ${state.execution}`,
  );
}

export function publishedLetter(state: SiteBuilderState, siteUrl: string, isRecovery: boolean): string {
  const { buildSeconds } = state;
  return paragraphs(
    `Lectern has published ${commitOf(state)}${isRecovery ? ": the site is up to date again" : ""}.`,
    buildSeconds !== undefined && `The build took ${buildSeconds} s.`,
    `The site: ${siteUrl}`,
    `Execution: ${state.execution}`,
  );
}

export function talkStartLetter(kind: "start" | "recovery", talk: string, address: string): string {
  return paragraphs(
    kind === "start"
      ? `The talk ${talk} has begun: its first slide is published.`
      : `The talk ${talk} goes on: a slide was published again.`,
    `Readers follow it here: ${address}`,
  );
}

export function talkEndLetter(talk: string, count: string, address: string): string {
  return paragraphs(`The talk ${talk} has ended with ${count}, and takes no more photographs.`, `It stays here: ${address}`);
}

/** By the error's name: what is lost, and what to do. */
const TALK_ADVICE: ReadonlyMap<string, string> = new Map([
  ["TalkUnknown", "Publish the talk: lectern talk publish."],
  ["DeckMissing", "Publish the talk again: lectern talk publish."],
  ["IndexDamaged", "Publish the talk again: lectern talk publish."],
  ["IndexOfAnotherVersion", "Publish the talk again: lectern talk publish."],
  ["RecogniserMisconfigured", "Look at the recogniser in the talk's talk.yml, and publish the talk again."],
  ["RecogniserRefused", "Look at the recogniser's token or permissions, and publish the talk again."],
]);
const TALK_BUILD =
  "Nothing is lost: readers see the slides at once on the talk's page, and the next build that succeeds takes them all up.";
const TALK_OTHERWISE = "A slide may be missing until it is photographed again. The logs of the functions say more.";

export function talkFailureLetter(
  { talk, execution, name, address }: { talk: string; execution: string; name: string; address: string },
  { text, buildId, log }: FailureMessage,
): string {
  return paragraphs(
    `Something failed while Lectern blogs the talk ${talk}: ${address}`,
    kept(`${name}: ${text}`),
    [log && `Log: ${log}`, buildId && `Build: ${buildId}`].filter(Boolean).join("\n"),
    `What to do: ${TALK_ADVICE.get(name) ?? (name.startsWith("Build") ? TALK_BUILD : TALK_OTHERWISE)}`,
    "There is no further notice of failures of this talk before it has recovered.",
    `Execution: ${execution}`,
  );
}
