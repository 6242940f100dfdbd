/** What a new talk's folder begins with. Pure. */
import { stringify } from "yaml";
import type { TalkSettings } from "../../liveblogger/talk/index.ts";

const HEAD = "# What else can be set here, and what each line means: talks/README.md of Lectern.\n";

/** `talk.yml` */
export const talkYaml = (settings: Pick<TalkSettings, "title" | "speaker" | "date" | "timeZone">): string =>
  HEAD + stringify(settings, { lineWidth: 0 });

/** The names of files for the notes of slides that have none, counted from 1: as many digits as the last one needs, two at least. */
export function notesFiles(notes: readonly string[]): string[] {
  const digits = Math.max(2, String(notes.length).length);
  return notes.flatMap((text, i) => (text.trim() === "" ? [`${String(i + 1).padStart(digits, "0")}.md`] : []));
}

/** `how-we-moved-the-moon` is `How we moved the moon`. */
export function titleOfName(name: string): string {
  const words = name.replaceAll("-", " ");
  return words.charAt(0).toUpperCase() + words.slice(1);
}

/** The day where a time zone has it: `2026-11-28`. */
export const dayIn = (timeZone: string, time: Date): string =>
  new Intl.DateTimeFormat("sv-SE", { timeZone, year: "numeric", month: "2-digit", day: "2-digit" }).format(time);
