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

/** A time zone's name in IANA's list: `Europe/Berlin`. */
export const timeZone: Rule = (value) => {
  try {
    if (typeof value === "string") return void new Intl.DateTimeFormat("en", { timeZone: value });
  } catch {} // a RangeError: there is no such zone
  return `must be a time zone as IANA names it (Europe/Berlin), not ${shown(value)}`;
};

export const wholeNumber: Rule = (value) =>
  Number.isInteger(value) && Number(value) >= 0 ? undefined : `must be a whole number, not ${shown(value)}`;

export const share: Rule = (value) =>
  typeof value === "number" && value >= 0 && value <= 1 ? undefined : `must be a number from 0 to 1, not ${shown(value)}`;

/** An address of this site, from its root. `//host` and `/\\host` would be another's. */
export const siteAddress: Rule = (value) =>
  typeof value === "string" && /^\/(?![/\\])\S+$/.test(value)
    ? undefined
    : `must be an address of this site (/media/…), not ${shown(value)}`;

/** ISO 8601 moments, each with its time zone. */
export const moments: Rule = (value) => {
  if (!Array.isArray(value)) return `must be a list of ISO moments, not ${shown(value)}`;
  const wrong = value.find((one) => date(one) !== undefined || !String(one).includes("T"));
  return wrong === undefined ? undefined : `must be ISO moments (2026-11-23T17:05:00Z), not ${shown(wrong)}`;
};

/** A picture in two sizes: `large` and `small`, each with `src`, `width` and `height` in pixels. */
export const pictures: Rule = (value) => {
  for (const size of ["large", "small"]) {
    const { src, width, height } = mapping(mapping(value)[size]);
    const wrong = siteAddress(src) ?? pixels(width) ?? pixels(height);
    if (wrong !== undefined) return `needs ${size} with src, width and height, of which one ${wrong}`;
  }
  return undefined;
};

const pixels: Rule = (value) => wholeNumber(value) ?? (value === 0 ? "must be more than 0" : undefined);

const mapping = (value: unknown): Record<string, unknown> =>
  value !== null && typeof value === "object" ? (value as Record<string, unknown>) : {};

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
