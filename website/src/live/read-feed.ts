import type { Entry, Picture, Pictures } from "./entry.ts";
import { type HtmlTree, safeNotes } from "./notes.ts";

/** What a talk's feed says: JSON Feed 1.1, with `_lectern` for what is ours. */
export interface Feed {
  /** Null when there is no talk of the name (any more): its feed is empty then. */
  readonly status: "open" | "ended" | null;
  readonly entries: readonly Entry[];
}

/** What came is no feed of a talk. */
export class BrokenFeed extends Error {
  override readonly name = "BrokenFeed";
}

type Fields = Readonly<Record<string, unknown>>;

/**
 * Reads the text of a feed. An item that can't be shown is left out: it must not keep the others away.
 * @param parseHtml makes a tree of an item's `content_html`, without running any of it
 * @throws BrokenFeed
 */
export function readFeed(text: string, parseHtml: (html: string) => HtmlTree): Feed {
  const feed = parseJson(text);
  if (!String(feed.version).startsWith("https://jsonfeed.org/version/1") || !Array.isArray(feed.items))
    throw new BrokenFeed("what came is no JSON Feed");
  const entries = feed.items.flatMap((item) => entryOf(fieldsOf(item), parseHtml) ?? []);
  const { status } = fieldsOf(feed._lectern);
  return { status: status === "open" || status === "ended" ? status : null, entries };
}

function parseJson(text: string): Fields {
  try {
    return fieldsOf(JSON.parse(text));
  } catch (error) {
    throw new BrokenFeed("what came is no JSON", { cause: error });
  }
}

function entryOf(item: Fields, parseHtml: (html: string) => HtmlTree): Entry | undefined {
  const lectern = fieldsOf(item._lectern);
  const { entry: name, slide, assurance } = lectern;
  if (typeof name !== "string" || !/^[a-z0-9]+(-[a-z0-9]+)*$/.test(name) || !isMoment(item.date_published)) return undefined;
  return {
    name,
    title: typeof item.title === "string" ? item.title : name,
    time: item.date_published,
    returned: Array.isArray(lectern.returned) ? lectern.returned.filter(isMoment) : [],
    slide: Number.isInteger(slide) ? Number(slide) : null,
    assurance: typeof assurance === "number" ? assurance : null,
    pictures: picturesOf(fieldsOf(lectern.pictures)),
    notes: safeNotes(parseHtml(typeof item.content_html === "string" ? item.content_html : "")),
  };
}

function picturesOf(pictures: Fields): Pictures | null {
  const large = pictureOf(fieldsOf(pictures.large));
  const small = pictureOf(fieldsOf(pictures.small));
  if (!large) return null;
  return small ? { large, small } : { large };
}

function pictureOf({ src, width, height }: Fields): Picture | undefined {
  if (typeof src !== "string" || !/^\/(?![/\\])\S+$/.test(src)) return undefined;
  return Number.isInteger(width) && Number.isInteger(height) ? { src, width: Number(width), height: Number(height) } : { src };
}

const isMoment = (value: unknown): value is string => typeof value === "string" && !Number.isNaN(Date.parse(value));

const fieldsOf = (value: unknown): Fields => (value !== null && typeof value === "object" ? (value as Fields) : {});
