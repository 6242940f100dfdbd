import { type Document, isMap, isPair, isScalar, LineCounter, type Node, parseDocument } from "yaml";
import { z } from "zod";
import { THRESHOLD } from "../data/talk-item.ts";
import type { TalkSettings } from "./contract.ts";
import { likeliest } from "./did-you-mean.ts";
import type { Problem } from "./problem.ts";
import { isTimeZone, timeZoneLike } from "./time-zone.ts";

export const TALK_FILE = "talk.yml";

/** Below it an answer is more likely wrong than right, or as likely. */
const LEAST_THRESHOLD = 0.5;
const LONGEST_TEXT = 200;

type Line = Omit<Problem, "file">;

const shown = (value: unknown): string => {
  const text = typeof value === "number" ? String(value) : (JSON.stringify(value) ?? String(value));
  return text.length > 60 ? `${text.slice(0, 59)}…` : text;
};

/** @param wanted what the value has to be, and an example of it */
const orElse =
  (wanted: string, example: string) =>
  ({ input }: { readonly input?: unknown }): string => {
    if (input === undefined) return `is missing: add ${example}`;
    if (input === null) return `has no value: write ${example}`;
    return `has to be ${wanted}, as in ${example}; it is ${shown(input)}`;
  };

const text = (example: string) => {
  const error = orElse(`text of at most ${LONGEST_TEXT} characters on one line`, example);
  return z
    .string({ error })
    .trim()
    .min(1, { error })
    .max(LONGEST_TEXT, { error })
    .regex(/^[^\p{Cc}]*$/u, { error });
};

/** February 30th parses, as March 2nd: so a day exists when it reads back as itself. */
function isDay(day: string): boolean {
  const time = /^\d{4}-\d{2}-\d{2}$/.test(day) ? Date.parse(`${day}T00:00:00Z`) : Number.NaN;
  return !Number.isNaN(time) && new Date(time).toISOString().startsWith(day);
}

const day = orElse("a day of the calendar", "date: 2026-11-28");
const zone = orElse("a time zone as IANA names it", "timeZone: Europe/Berlin");
const share = orElse(`a number from ${LEAST_THRESHOLD} to 1`, `threshold: ${THRESHOLD}`);

const recogniser = z.discriminatedUnion(
  "with",
  [
    z.strictObject({ with: z.literal("own") }),
    z.strictObject({ with: z.literal("rekognition"), region: text("region: us-east-1").exactOptional() }),
    z.strictObject({ with: z.literal("ximilar"), task: text("task: 1a2b3c4d") }),
  ],
  { error: orElse("own, rekognition or ximilar", "recogniser: own") },
);

const settings = z.strictObject({
  title: text("title: How we moved the moon"),
  speaker: text("speaker: Ada Lovelace"),
  date: z.string({ error: day }).refine(isDay, { error: day }),
  timeZone: z
    .string({ error: zone })
    .refine(isTimeZone, {
      error: (issue) => {
        const meant = timeZoneLike(String(issue.input));
        return `${zone(issue)}${meant ? `. Did you mean ${meant}?` : ""}`;
      },
    })
    .default("UTC"),
  threshold: z.number({ error: share }).min(LEAST_THRESHOLD, { error: share }).max(1, { error: share }).default(THRESHOLD),
  unknownPhotos: z.enum(["ignore", "post"], { error: orElse("ignore or post", "unknownPhotos: ignore") }).default("ignore"),
  recogniser: z.preprocess((value) => (typeof value === "string" ? { with: value } : value), recogniser).default({ with: "own" }),
  deck: text("deck: talk.pdf").exactOptional(),
});

/** What fields are there, where. */
const FIELDS: Readonly<Record<string, readonly string[]>> = {
  "": Object.keys(settings.shape),
  recogniser: ["with", "region", "task"],
};

export interface ReadSettings {
  /** absent when something is wrong */
  readonly settings?: TalkSettings;
  /** the deck that is named, even where something else is wrong */
  readonly deck?: { readonly name: string; readonly line: number };
  readonly problems: readonly Line[];
}

/** Reads `talk.yml`; tells all that is wrong with it, and never throws. */
export function readSettings(yaml: string): ReadSettings {
  const lines = new LineCounter();
  const document = parseDocument(yaml, { lineCounter: lines, prettyErrors: false, logLevel: "error" });
  const lineAt = (offset: number | undefined): number => lines.linePos(offset ?? 0).line || 1;
  const broken = document.errors.map(({ pos, message }) => ({ line: lineAt(pos[0]), message: `this is no YAML: ${message}` }));
  if (broken.length > 0) return { problems: broken };
  if (!isMap(document.contents)) return { problems: [{ line: 1, message: "it has to be lines of the form `name: value`" }] };
  const written = plain(document);
  if (written === undefined) return { problems: [{ line: 1, message: "it refers to itself: write it without & and *" }] };
  const at = (path: readonly PropertyKey[]): number => lineAt(offsetOf(document.contents, path));
  const { deck: name } = written;
  const deck = typeof name === "string" && { deck: { name, line: at(["deck"]) } };
  const read = settings.safeParse(written);
  if (read.success) return { settings: read.data, ...deck, problems: [] };
  const problems = read.error.issues.flatMap((issue) => told(issue, at));
  return { ...deck, problems: problems.sort((one, other) => one.line - other.line) };
}

/** What YAML stands for, as plain data; undefined when an alias makes it endless or huge. */
function plain(document: Document.Parsed): Readonly<Record<string, unknown>> | undefined {
  try {
    return document.toJS();
  } catch {
    return undefined;
  }
}

function told(issue: z.core.$ZodIssue, at: (path: readonly PropertyKey[]) => number): { line: number; message: string }[] {
  const path = issue.path.join(".");
  if (issue.code !== "unrecognized_keys") return [{ line: at(issue.path), message: `${path} ${issue.message}` }];
  const known = FIELDS[path] ?? [];
  return issue.keys.map((key) => ({ line: at([...issue.path, key]), message: unknownField(path, key, known) }));
}

function unknownField(path: string, key: string, known: readonly string[]): string {
  const where = path === "" ? "a talk" : path;
  if (/token|secret|password/i.test(key))
    return `${key} is no field of ${where}: a secret does not belong into a file; set XIMILAR_TOKEN when you publish`;
  if (known.includes(key)) return `${key} does not go with this ${where}: remove it`;
  const meant = likeliest(key, known);
  return `${key} is no field of ${where}${meant ? `: did you mean ${meant}?` : `; its fields are ${known.join(", ")}`}`;
}

/** Where the field of that path begins, or what holds it when it is not there. */
function offsetOf(node: Node | null, [name, ...rest]: readonly PropertyKey[]): number | undefined {
  const own = node?.range?.[0];
  if (name === undefined || !isMap(node)) return own;
  const pair = node.items.find((item) => isPair(item) && isScalar(item.key) && String(item.key.value) === name);
  if (!pair) return own;
  const key = (pair.key as Node).range?.[0];
  return rest.length === 0 ? key : (offsetOf(pair.value as Node | null, rest) ?? key);
}
