/** What slides.yml may hold: a list of slides, each of a kind. */
import { parse } from "yaml";
import { z } from "zod";
import { SlidesInvalid } from "./errors.ts";

const text = z.string().min(1);
/** Of a slide that is built up: how much of it each of its pages shows. */
const steps = z.array(z.int().min(1)).min(1);
const onPaper = { title: text, chapter: text };
const headed = z.strictObject({ head: text, says: text });
const named = z.strictObject({ name: text, does: text });

const KINDS = {
  cover: z.strictObject({ kind: z.literal("cover"), title: text, says: text, more: text }),
  chapter: z.strictObject({ kind: z.literal("chapter"), title: text, says: text, number: z.int() }),
  statement: z.strictObject({ kind: z.literal("statement"), title: text, says: text, more: text }),
  sides: z.strictObject({
    kind: z.literal("sides"),
    title: text,
    left: named.extend({ after: text }),
    right: named.extend({ after: text }),
  }),
  points: z.strictObject({ kind: z.literal("points"), ...onPaper, pages: steps, points: z.array(headed).max(4) }),
  flow: z.strictObject({
    kind: z.literal("flow"),
    ...onPaper,
    pages: steps,
    nodes: z.array(z.strictObject({ name: text, says: text })).max(8),
  }),
  machine: z.strictObject({
    kind: z.literal("machine"),
    ...onPaper,
    rows: z.array(z.array(text).max(5)).length(3),
    loops: z.array(z.tuple([text, text])),
    jump: z.tuple([text, text]),
    more: text,
  }),
  code: z.strictObject({ kind: z.literal("code"), ...onPaper, code: text, more: text }),
  queue: z.strictObject({
    kind: z.literal("queue"),
    ...onPaper,
    pages: z.array(z.strictObject({ pushes: z.array(text), running: text, waiting: z.string(), says: text })),
  }),
  "text-message": z.strictObject({ kind: z.literal("text-message"), ...onPaper, message: text, points: z.array(text).max(4) }),
  room: z.strictObject({ kind: z.literal("room"), ...onPaper, more: text }),
  twins: z.strictObject({ kind: z.literal("twins"), ...onPaper, more: text }),
  late: z.strictObject({
    kind: z.literal("late"),
    ...onPaper,
    pages: z.array(z.strictObject({ arrived: z.array(z.int().min(1).max(4)), says: text })),
  }),
  paths: z.strictObject({
    kind: z.literal("paths"),
    ...onPaper,
    quick: z.array(text).length(4),
    lasting: z.array(text).length(4),
    quickTakes: text,
    lastingTakes: text,
  }),
  places: z.strictObject({ kind: z.literal("places"), ...onPaper, file: text, left: named, right: named, more: text }),
  figures: z.strictObject({
    kind: z.literal("figures"),
    ...onPaper,
    figures: z.array(z.strictObject({ number: text, says: text })).length(3),
  }),
} as const;

export type Kind = keyof typeof KINDS;
/** A slide of the kind, as slides.yml has it. */
export type SlideOf<K extends Kind> = z.infer<(typeof KINDS)[K]>;
export type Slide = { readonly [K in Kind]: SlideOf<K> }[Kind];

const slides = z.array(
  z.discriminatedUnion("kind", Object.values(KINDS) as [(typeof KINDS)["cover"], ...(typeof KINDS)[Kind][]]),
);

/** @throws SlidesInvalid */
export function readSlides(yaml: string): Slide[] {
  const read = slides.safeParse(parse(yaml));
  if (read.success) return read.data;
  const [issue] = read.error.issues;
  const [slide, ...field] = issue?.path ?? [];
  throw new SlidesInvalid(`slide ${Number(slide) + 1} of slides.yml, ${field.join(".")}: ${issue?.message}`);
}
