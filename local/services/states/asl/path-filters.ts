/**
 * The filters of JSONPaths that mean the same to RFC 9535 and to AWS's evaluator: whether an item has
 * a field, and comparisons of a field with a literal or a pattern, joined by && and ||. Where such a comparison would meet a
 * number and a string, the one says that they are unlike and the other converts; that is an error.
 */
import { jsonpath } from "json-p3";
import { RuntimeFailure } from "./errors.ts";
import type { Json } from "./json.ts";
import { PATTERN_FUNCTION } from "./path-patterns.ts";

const { FilterSelector } = jsonpath.selectors;
const { BooleanLiteral, FunctionExtension, InfixExpression, LogicalExpression, NumberLiteral, RelativeQuery, StringLiteral } =
  jsonpath.expressions;

/** `@.field` beside a literal. */
interface Comparison {
  readonly field: jsonpath.JSONPathQuery;
  readonly literal: string | number | boolean;
}
interface Filter {
  /** What selects the values whose items are filtered. */
  readonly parents: jsonpath.JSONPathQuery;
  readonly comparisons: readonly Comparison[];
}

/** The filters of a path. @throws Error for one that is not run here */
export function filtersOf({ environment, segments }: jsonpath.JSONPathQuery): Filter[] {
  return segments.flatMap((segment, index) => {
    const [selector] = segment.selectors;
    if (!(selector instanceof FilterSelector)) return [];
    const parents = new jsonpath.JSONPathQuery(environment, segments.slice(0, index));
    return [{ parents, comparisons: comparisonsOf(selector.expression) }];
  });
}

/** @throws RuntimeFailure when a filter of `path` would compare a number with a string in `root` */
export function checkOperands(path: string, filters: readonly Filter[], root: Json): void {
  for (const { parents, comparisons } of filters) {
    const items = valuesAt(parents, root).flatMap((parent) =>
      parent === null || typeof parent !== "object" ? [] : Object.values(parent),
    );
    const unlike = items.some((item: Json) => comparisons.some((comparison) => isUnlike(comparison, item)));
    if (unlike) throw new RuntimeFailure(`The path '${path}' compares a number with a string, which is not run here`);
  }
}

function comparisonsOf(expression: unknown): Comparison[] {
  if (expression instanceof LogicalExpression) return comparisonsOf(expression.expression);
  if (expression instanceof RelativeQuery && expression.path.singularQuery()) return [];
  if (expression instanceof FunctionExtension && expression.name === PATTERN_FUNCTION) return [];
  if (expression instanceof InfixExpression) {
    const { left, right, logical } = expression;
    if (logical) return [...comparisonsOf(left), ...comparisonsOf(right)];
    const isLiteral = right instanceof NumberLiteral || right instanceof StringLiteral || right instanceof BooleanLiteral;
    if (left instanceof RelativeQuery && left.path.singularQuery() && isLiteral)
      return [{ field: left.path, literal: right.value }];
  }
  throw new Error("a filter that is not run here (it may ask for fields of an item and compare them with literals and patterns)");
}

function isUnlike({ field, literal }: Comparison, item: Json): boolean {
  const [value] = valuesAt(field, item);
  const kinds = new Set([typeof value, typeof literal]);
  return kinds.has("number") && kinds.has("string");
}

function valuesAt(query: jsonpath.JSONPathQuery, root: Json): Json[] {
  return query.query(root as never).values() as Json[];
}
