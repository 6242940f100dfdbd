/** What a resource's schema has against its properties, in words. */
import type { z } from "zod";
import { isUnresolved } from "./intrinsics/intrinsic.ts";

/**
 * The problems of `properties` that are certain already: one that lies in a value known only after creation is left
 * for then.
 */
export function schemaProblems(schema: z.ZodType, properties: unknown): string[] {
  const result = parse(schema, properties);
  return result?.error ? describe(result.error.issues, properties, []) : [];
}

/** A schema's own code may stumble over a value that is not known yet; it is asked again when it is. */
function parse(schema: z.ZodType, properties: unknown) {
  try {
    return schema.safeParse(properties);
  } catch (error) {
    if (isUnresolved(properties)) return undefined;
    throw error;
  }
}

function describe(issues: readonly z.core.$ZodIssue[], properties: unknown, base: readonly PropertyKey[]): string[] {
  return issues.flatMap((issue) => {
    const path = [...base, ...issue.path];
    if (issue.code === "unrecognized_keys")
      return issue.keys.map((key) => `property ${[...path, key].join(".")} is not supported`);
    if (isUnresolved(valueAt(properties, path))) return [];
    if (issue.code === "invalid_union")
      return describe(closest(issue.errors) ?? [{ ...issue, code: "custom", path: [] }], properties, path);
    return [`property ${path.join(".")}: ${issue.message}`];
  });
}

/** Of a union's alternatives the one that is the least wrong: most likely it was meant. */
function closest(alternatives: readonly (readonly z.core.$ZodIssue[])[]): readonly z.core.$ZodIssue[] | undefined {
  const depth = (issues: readonly z.core.$ZodIssue[]) =>
    Math.max(...issues.map((issue) => issue.path.length + (issue.code === "unrecognized_keys" ? 1 : 0)));
  return alternatives.toSorted((a, b) => depth(b) - depth(a) || a.length - b.length)[0];
}

function valueAt(value: unknown, path: readonly PropertyKey[]): unknown {
  return path.reduce<unknown>(
    (inner, key) => (typeof inner === "object" && inner !== null ? Reflect.get(inner, key) : undefined),
    value,
  );
}
