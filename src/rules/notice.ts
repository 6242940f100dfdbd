/** A notice to the owner: few, each a text of at most 160 characters that says what happened and what to look at, and a letter. */

/** `success`, `failure` and `recovery` are of pushes and talks; the others of talks. */
export type NoticeKind = "success" | "recovery" | "failure" | "start" | "end";

export interface Notice {
  readonly kind: NoticeKind;
  /** For a telephone: at most 160 characters of printable ASCII. */
  readonly text: string;
  /** For everybody else: a line of less than 100 printable ASCII characters, and the whole story. */
  readonly subject: string;
  readonly letter: string;
}

/** One SMS of GSM-7 characters holds 160; SNS puts the topic's display name (cloud/notices.yml) in front. */
const SMS_CHARACTERS = 160 - "Lectern> ".length;

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
export function withinOneSms(before: string, middle: string, after: string): string {
  const [head, body, tail] = [asciiOnly(before), asciiOnly(middle), asciiOnly(after)];
  const room = Math.max(0, SMS_CHARACTERS - head.length - tail.length);
  const shortened = body.length <= room ? body : `${body.slice(0, Math.max(0, room - 3))}...`;
  return `${head}${shortened}${tail}`.slice(0, SMS_CHARACTERS);
}
