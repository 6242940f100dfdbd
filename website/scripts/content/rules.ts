/** What a value in front matter may be. A rule answers what is wrong with a value, or undefined. */
export type Rule = (value: unknown) => string | undefined;

const slugForm = /^[a-z0-9]+(-[a-z0-9]+)*$/;
const dateForm = /^(\d{4}-\d{2}-\d{2})(T\d{2}:\d{2}(:\d{2}(\.\d+)?)?(Z|[+-]\d{2}:\d{2}))?$/;

/** Slugs, tags and talks become parts of addresses: lower-case words with hyphens. */
export const isSlug = (text: string): boolean => slugForm.test(text);

export const text: Rule = (value) =>
  typeof value === "string" && value.trim() !== "" ? undefined : `must be a text, not ${shown(value)}`;

export const slug: Rule = (value) =>
  typeof value === "string" && isSlug(value) ? undefined : `must be lower-case words with hyphens, not ${shown(value)}`;

/** ISO 8601: a day, or a moment with its time zone. */
export const date: Rule = (value) => {
  const day = typeof value === "string" ? dateForm.exec(value)?.[1] : undefined;
  if (day === undefined) return `must be an ISO date (2026-11-23, or 2026-11-23T17:05:00Z), not ${shown(value)}`;
  const exists = isDay(day) && !Number.isNaN(Date.parse(String(value)));
  return exists ? undefined : `is no day of the calendar: ${shown(value)}`;
};

export const tags: Rule = (value) => {
  if (!Array.isArray(value) || value.length === 0) return `must be a list of at least one tag, not ${shown(value)}`;
  const wrong = value.find((tag) => slug(tag) !== undefined);
  if (wrong !== undefined) return `must be tags of lower-case words with hyphens, not ${shown(wrong)}`;
  const twice = value.find((tag, index) => value.indexOf(tag) !== index);
  return twice === undefined ? undefined : `has the tag ${shown(twice)} twice`;
};

export const wholeNumber: Rule = (value) =>
  Number.isInteger(value) && Number(value) >= 0 ? undefined : `must be a whole number, not ${shown(value)}`;

export const share: Rule = (value) =>
  typeof value === "number" && value >= 0 && value <= 1 ? undefined : `must be a number from 0 to 1, not ${shown(value)}`;

/** A rule that lets an empty value pass. */
export const optional =
  (rule: Rule): Rule =>
  (value) =>
    value === null ? undefined : rule(value);

/** February 30th parses, as March 2nd: so a day exists when it reads back as itself. */
function isDay(day: string): boolean {
  const time = Date.parse(`${day}T00:00:00Z`);
  return !Number.isNaN(time) && new Date(time).toISOString().startsWith(day);
}

const shown = (value: unknown) => (value === undefined || value === null ? "nothing" : JSON.stringify(value));
