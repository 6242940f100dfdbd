import { AnswerNotUnderstood, PhotographRefused } from "../errors.ts";

/** A label, and how probable the service thinks it is. */
export interface Label {
  readonly name: string;
  readonly prob: number;
}

/**
 * The labels of an answer's only record, most probable first: `labels`, or `best_label` where there is no list.
 * @throws PhotographRefused when the record's own status is not 200
 * @throws AnswerNotUnderstood
 */
export function labelsOf(answer: unknown): Label[] {
  const records = field(answer, "records");
  if (!Array.isArray(records) || records.length !== 1) throw notUnderstood("it holds no record");
  const record: unknown = records[0];
  const status = field(record, "_status");
  const code = field(status, "code");
  if (code !== undefined && code !== 200)
    throw new PhotographRefused(
      `Ximilar does not take this photograph (${code}): ${field(status, "text") ?? "it does not say why"}`,
    );
  const best = field(record, "best_label");
  const labels = field(record, "labels") ?? (best && [best]);
  if (!Array.isArray(labels)) throw notUnderstood("its record has no labels");
  return labels.map(toLabel).sort((one, other) => other.prob - one.prob);
}

function toLabel(label: unknown): Label {
  const name = field(label, "name");
  const prob = field(label, "prob");
  if (typeof name !== "string" || typeof prob !== "number" || !(prob >= 0 && prob <= 1))
    throw notUnderstood("a label has no name, or no probability");
  return { name, prob };
}

const field = (value: unknown, name: string): unknown =>
  typeof value === "object" && value !== null ? (value as Record<string, unknown>)[name] : undefined;

const notUnderstood = (why: string): AnswerNotUnderstood =>
  new AnswerNotUnderstood(`Ximilar's answer can't be understood: ${why}.`);
