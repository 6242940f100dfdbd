/** Every reference inside a value of a template. */
import { isNode } from "./template.ts";

export interface Reference {
  /** Where it stands, as in findings. */
  readonly path: string;
  readonly kind: "Ref" | "GetAtt" | "Condition" | "Mapping";
  readonly target: string;
  /** Of Fn::GetAtt, when it is known. */
  readonly attribute?: string;
  /** The conditions whose truth, or falsehood, is known where it stands (Fn::If). */
  readonly when: Readonly<Record<string, boolean>>;
}

type When = Reference["when"];

/** Also inside Fn::Sub's text. What is malformed gives none: rules/intrinsics.ts says so. */
export function* referencesIn(value: unknown, path: string, when: When = {}): Generator<Reference> {
  if (typeof value !== "object" || value === null) return;
  for (const [key, inner] of Object.entries(value)) {
    const here = `${path}.${key}`;
    if (!isNode(value)) yield* referencesIn(inner, here, when);
    else if (key === "Ref" && typeof inner === "string") yield { path, kind: "Ref", target: inner, when };
    else if (key === "Condition" && typeof inner === "string" && Object.keys(value).length === 1)
      yield { path, kind: "Condition", target: inner, when };
    else if (key === "Fn::GetAtt") yield* getAtt(inner, path, when);
    else if (key === "Fn::Sub") yield* sub(inner, path, when);
    else if (key === "Fn::If") yield* ifElse(inner, path, when);
    else if (key === "Fn::FindInMap") yield* findInMap(inner, path, when);
    else yield* referencesIn(inner, here, when);
  }
}

function* getAtt(argument: unknown, path: string, when: When): Generator<Reference> {
  const [target, ...attribute] = typeof argument === "string" ? argument.split(".") : Array.isArray(argument) ? argument : [];
  if (typeof target !== "string") return;
  const known = attribute.every((part) => typeof part === "string");
  yield { path, kind: "GetAtt", target, when, ...(known && { attribute: attribute.join(".") }) };
  if (!known) yield* referencesIn(attribute, path, when);
}

function* sub(argument: unknown, path: string, when: When): Generator<Reference> {
  const [text, variables] = typeof argument === "string" ? [argument, {}] : Array.isArray(argument) ? argument : [];
  yield* referencesIn(variables, path, when);
  if (typeof text !== "string") return;
  for (const [, name = ""] of text.matchAll(/\$\{([^!}][^}]*)\}/g)) {
    const [target = "", ...attribute] = name.trim().split(".");
    if (isNode(variables) && Object.hasOwn(variables, name.trim())) continue;
    if (attribute.length === 0) yield { path, kind: "Ref", target, when };
    else yield { path, kind: "GetAtt", target, attribute: attribute.join("."), when };
  }
}

function* ifElse(argument: unknown, path: string, when: When): Generator<Reference> {
  const [condition, yes, no] = Array.isArray(argument) ? argument : [];
  if (typeof condition !== "string") return;
  yield { path, kind: "Condition", target: condition, when };
  yield* referencesIn([yes], path, { ...when, [condition]: true });
  yield* referencesIn([no], path, { ...when, [condition]: false });
}

function* findInMap(argument: unknown, path: string, when: When): Generator<Reference> {
  const [target] = Array.isArray(argument) ? argument : [];
  if (typeof target === "string") yield { path, kind: "Mapping", target, when };
  yield* referencesIn(argument, path, when);
}
