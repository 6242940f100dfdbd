/**
 * Condition and filter expressions, as dynalite's parser reads them, against an item
 * (https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Expressions.OperatorsAndFunctions.html).
 */
import { type AttributeValue, bytes, elements, equal, type Item, order, typed } from "./attribute-value.ts";

/** A path into the item (names and indexes), a function of it, or a value. */
export type Operand = readonly (string | number)[] | FunctionCall | AttributeValue;
export interface FunctionCall {
  readonly type: "function";
  readonly name: string;
  readonly args: readonly Operand[];
}
export type Expression =
  | { readonly type: "and" | "or" | "not"; readonly args: readonly Expression[] }
  | { readonly type: string; readonly name?: string; readonly args: readonly Operand[] };

/** Whether the expression holds. What compares a missing attribute does not, except `<>`. */
export function holds(expression: Expression, item: Item): boolean {
  const { type } = expression;
  const inner = expression.args as readonly Expression[];
  if (type === "and") return inner.every((part) => holds(part, item));
  if (type === "or") return inner.some((part) => holds(part, item));
  if (type === "not") return !inner.some((part) => holds(part, item));
  const test = tests[type === "function" ? nameOf(expression) : type];
  if (test === undefined) throw new TypeError(`No such operator or function: ${type}`);
  const [first, ...rest] = (expression.args as readonly Operand[]).map((operand) => resolve(operand, item));
  return test(first, rest);
}

type Test = (first: AttributeValue | undefined, rest: readonly (AttributeValue | undefined)[]) => boolean;

/** A test of two values that are both there. */
const both =
  (test: (a: AttributeValue, b: AttributeValue) => boolean): Test =>
  (a, [b]) =>
    a !== undefined && b !== undefined && test(a, b);

const ordered = (accept: (order: number) => boolean): Test =>
  both((a, b) => {
    const found = order(a, b);
    return found !== undefined && accept(found);
  });

const atLeast = ordered((found) => found >= 0);
const atMost = ordered((found) => found <= 0);

const tests: Readonly<Record<string, Test>> = {
  "=": both(equal),
  "<>": (a, [b]) => a === undefined || b === undefined || !equal(a, b),
  "<": ordered((found) => found < 0),
  "<=": atMost,
  ">": ordered((found) => found > 0),
  ">=": atLeast,
  between: (value, [low, high]) => atLeast(value, [low]) && atMost(value, [high]),
  in: (value, candidates) => value !== undefined && candidates.some((other) => other !== undefined && equal(value, other)),
  attribute_exists: (value) => value !== undefined,
  attribute_not_exists: (value) => value === undefined,
  attribute_type: both((value, type) => typed(value).type === typed(type).of),
  begins_with: both(
    (value, start) => sameText(value, start) && bytes(value).subarray(0, bytes(start).length).equals(bytes(start)),
  ),
  contains: both((value, part) => {
    const held = elements(value);
    if (held !== undefined) return held.some((element) => equal(element, part));
    return sameText(value, part) && bytes(value).includes(bytes(part));
  }),
};

/** Whether both are strings, or both are binary. */
function sameText(a: AttributeValue, b: AttributeValue): boolean {
  const { type } = typed(a);
  return (type === "S" || type === "B") && type === typed(b).type;
}

function resolve(operand: Operand, item: Item): AttributeValue | undefined {
  if (isPath(operand)) return at(operand, item);
  if (!isCall(operand)) return operand;
  const [argument] = operand.args;
  const value = argument === undefined ? undefined : resolve(argument, item);
  return value === undefined ? undefined : size(value);
}

const isPath = (operand: Operand): operand is readonly (string | number)[] => Array.isArray(operand);
const isCall = (operand: FunctionCall | AttributeValue): operand is FunctionCall => operand.type === "function";
const nameOf = (expression: Expression) => ("name" in expression ? (expression.name ?? "") : "");

function at(path: readonly (string | number)[], item: Item): AttributeValue | undefined {
  let found: AttributeValue | undefined = { M: item };
  for (const step of path) {
    const { type, of }: { type: string; of: unknown } = found === undefined ? { type: "", of: undefined } : typed(found);
    const container: Readonly<Record<string | number, AttributeValue>> =
      type === (typeof step === "number" ? "L" : "M") ? (of as Item) : {};
    found = Object.hasOwn(container, step) ? container[step] : undefined;
  }
  return found;
}

/** `size` of a value: characters, bytes or elements; undefined for what has none. */
function size(value: AttributeValue): AttributeValue | undefined {
  const { type, of } = typed(value);
  const count =
    type === "S"
      ? String(of).length
      : type === "B"
        ? bytes(value).length
        : type === "M"
          ? Object.keys(of as Item).length
          : elements(value)?.length;
  return count === undefined ? undefined : { N: String(count) };
}
