/** The texts the owner gets: few, at most 160 characters, each saying what happened and what to look at. */
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

const short = (commitId: string): string => commitId.slice(0, 7);

/**
 * The text for an ended push, or undefined when none is due: a push whose build was joined with a later
 * push's is told of by that one.
 */
export function noticeOf(state: SiteBuilderState, siteUrl: string): string | undefined {
  const { commitId, builtCommitId, summary = "", error, buildSeconds } = state;
  if (error)
    return withinOneSms(
      `Lectern: ${short(commitId)} NOT published. ${error.Error}: `,
      messageOf(error.Cause),
      " The site is as before.",
    );
  if (builtCommitId !== undefined && builtCommitId !== commitId) return undefined;
  const took = buildSeconds === undefined ? "" : ` in ${buildSeconds} s`;
  return withinOneSms(`Lectern: published ${short(commitId)}${took}: `, summary, ` ${siteUrl}`);
}
