/** What an entry's Markdown file says: the site's permanent source of it. */
import { mediaPath } from "../data/keys.ts";
import type { PostItem } from "../data/post-item.ts";
import { shownPictures } from "./shown-pictures.ts";

/** How the file is stored. */
export const MARKDOWN = { contentType: "text/markdown; charset=utf-8", cacheControl: "no-cache" } as const;

/** The file, by the contract of the website's raw pages (website/README.md). @param timeZone the talk's, as IANA names it */
export function markdownOf(post: PostItem, timeZone: string): string {
  const { talk, entry, title, slide, assurance, returned, pictures, notes } = post;
  const fields: [string, unknown][] = [
    ["title", title],
    ["date", localTime(post.time, timeZone)],
    ["type", "liveblog"],
    ["talk", talk],
    ["entry", entry],
    ...(slide === undefined ? [] : [["slide", slide] as [string, unknown]]),
    ["assurance", Math.round(assurance * 1000) / 1000],
    ["picture", mediaPath(pictures.large.key)],
    ["pictures", shownPictures(pictures)],
    ...(returned.length === 0 ? [] : [["returned", returned.map((time) => localTime(time, timeZone))] as [string, unknown]]),
  ];
  const head = fields.map(([name, value]) => `${name}: ${yaml(value)}`).join("\n");
  return `---\n${head}\n---\n\n${notes.markdown}${notes.markdown ? "\n" : ""}`;
}

/** JSON is YAML, once what YAML does not take as it is, and older readers take for the end of a line, is escaped. */
const yaml = (value: unknown): string =>
  JSON.stringify(value).replace(
    /[\u007f-\u009f\u2028\u2029\ufeff\ufffe\uffff]/g,
    (sign) => `\\u${sign.charCodeAt(0).toString(16).padStart(4, "0")}`,
  );

/** A moment as the talk's own clocks showed it: `2026-11-28T14:03:05+01:00`. @param time ISO 8601, UTC */
export function localTime(time: string, timeZone: string): string {
  const parts = new Intl.DateTimeFormat("en", {
    timeZone,
    hourCycle: "h23",
    year: "numeric",
    month: "2-digit",
    day: "2-digit",
    hour: "2-digit",
    minute: "2-digit",
    second: "2-digit",
    timeZoneName: "longOffset",
  }).formatToParts(new Date(time));
  const {
    year,
    month,
    day,
    hour,
    minute,
    second,
    timeZoneName = "",
  } = Object.fromEntries(parts.map(({ type, value }) => [type, value]));
  return `${year}-${month}-${day}T${hour}:${minute}:${second}${timeZoneName.replace("GMT", "") || "+00:00"}`;
}
