/** How a Lectern is getting on, in some lines. Pure. */
import type { RefusalReason } from "../../liveblogger/rules/refusal.ts";
import type { EndedBuild } from "../../src/rules/build-queue.ts";
import type { Current } from "../../website/scripts/releases/current.ts";
import type { Paint } from "../paint.ts";
import { cameraTable } from "../talk/talk-cameras.ts";
import { type TalkSummary, talkTable } from "../talk/talk-table.ts";
import { ago, counted } from "../times.ts";

/** What is built: a push, or the live posts with what was published last. */
export interface Build {
  readonly of: "push" | "live posts";
  readonly commit?: string;
}

export interface SiteStatus {
  readonly url: string;
  /** absent before the first */
  readonly release?: string;
  readonly commit?: string;
  readonly state?: Current["state"];
  /** ISO 8601, UTC */
  readonly publishedAt?: string;
}

export interface Status {
  readonly stage: string;
  readonly site: SiteStatus;
  readonly running?: Build;
  readonly waiting?: Build;
  readonly lastBuild?: Build & Pick<EndedBuild, "status" | "seconds" | "message">;
  /** absent where CloudWatch does not tell whoever asks */
  readonly photographs?: PhotographCounts | undefined;
  readonly talks: readonly TalkSummary[];
  /** events that wait because their function could not handle them, by the function */
  readonly failures: Readonly<Record<string, number>>;
}

/** Of the last day. */
export interface PhotographCounts {
  readonly taken: number;
  /** by the reason; without those that there were none of */
  readonly refused: Partial<Readonly<Record<RefusalReason, number>>>;
}

/** @param now milliseconds since the epoch */
export function statusLines(status: Status, paint: Paint, now: number): string[] {
  const { site, running, waiting, lastBuild, photographs, talks, failures } = status;
  const filmed = talks.filter(({ status, cameras }) => status === "open" && cameras.length > 0);
  const waits = Object.entries(failures).map(([name, count]) => `${count} of ${name}`);
  return [
    `${paint("bold", "Site")}      ${siteLine(site, now)}`,
    `${paint("bold", "Builds")}    ${running ? `a build of ${builtIn(running)} runs` : "none runs"}${waiting ? `; one of ${builtIn(waiting)} waits` : ""}`,
    ...(lastBuild && lastBuild.status !== "SUCCEEDED"
      ? [`          ${paint("red", `the last one, of ${builtIn(lastBuild)}, ${lastBuild.status}`)}: ${lastBuild.message}`]
      : []),
    `${paint("bold", "Failures")}  ${waits.length === 0 ? "none wait" : paint("red", `${waits.join(", ")}: lectern failures list`)}`,
    `${paint("bold", "Photos")}    ${photographsLine(photographs, paint)}`,
    `${paint("bold", "Talks")}     ${talks.length === 0 ? "none" : `${counted(talks.length, "talk")}, ${talks.filter((talk) => talk.status === "open").length} open`}`,
    ...(talks.length === 0 ? [] : ["", ...talkTable(talks, paint, now)]),
    ...(filmed.length === 0 ? [] : ["", ...cameraTable(filmed, paint, now)]),
  ];
}

const BECAUSE = {
  token: "without the talk's token",
  talk: "for a talk that there is not",
  ended: "taken after the talk's end",
  photograph: "not to be used as they were sent",
} as const satisfies Record<RefusalReason, string>;

function photographsLine(counts: PhotographCounts | undefined, paint: Paint): string {
  if (!counts) return "not known: CloudWatch refuses to tell (cloudwatch:GetMetricData)";
  const { taken, refused } = counts;
  const reasons = Object.entries(refused) as [RefusalReason, number][];
  const count = reasons.reduce((sum, [, some]) => sum + some, 0);
  if (taken + count === 0) return "none counted within a day";
  const why = reasons.map(([reason, some]) => `${some} ${BECAUSE[reason]}`).join(", ");
  return `${taken} taken within a day, ${count === 0 ? "none refused" : paint("red", `${count} refused: ${why}`)}`;
}

function siteLine({ url, release, commit = "", state, publishedAt }: SiteStatus, now: number): string {
  if (release === undefined) return `${url}  nothing is published yet`;
  const when = publishedAt ? `, published ${ago(publishedAt, now)}` : "";
  const how =
    state === "published" ? when : `, ${state === "publishing" ? "being published" : "interrupted while it was published"}`;
  return `${url}  ${release}, commit ${commit.slice(0, 7)}${how}`;
}

const builtIn = ({ of, commit = "" }: Build): string => (of === "push" ? `commit ${commit.slice(0, 7)}` : of);
