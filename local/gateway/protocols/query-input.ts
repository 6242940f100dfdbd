/**
 * Turns the flat parameters of the Query protocol into what they stand for:
 * `Tags.member.1.Key=a` into `{ Tags: [{ Key: "a" }] }`, and `Attributes.entry.1.key=a&Attributes.entry.1.value=b`
 * into `{ Attributes: { a: "b" } }`. Scalars stay strings: an operation knows what it expects.
 */
import { AwsError } from "../../errors.ts";

type Tree = Map<string, Tree | string>;

const mostParameters = 2000;
const deepest = 12;

/** @throws AwsError MalformedQueryString */
export function readQueryInput(parameters: URLSearchParams): Record<string, unknown> {
  if (parameters.size > mostParameters) throw malformed(`more than ${mostParameters} parameters`);
  const root: Tree = new Map();
  for (const [name, value] of parameters) plant(root, name, value);
  return Object.fromEntries([...root].map(([name, branch]) => [name, shape(branch)]));
}

function plant(root: Tree, name: string, value: string): void {
  const path = name.split(".");
  const leaf = path.pop() ?? "";
  if (path.length > deepest) throw malformed(`'${name}' is nested too deeply`);
  let tree = root;
  for (const step of path) {
    const next = tree.get(step) ?? new Map();
    if (typeof next === "string") throw malformed(`'${name}' contradicts another parameter`);
    tree.set(step, next);
    tree = next;
  }
  if (tree.has(leaf)) throw malformed(`'${name}' is given twice`);
  tree.set(leaf, value);
}

function shape(branch: Tree | string): unknown {
  if (typeof branch === "string") return branch;
  const [only] = branch.keys();
  const inner = branch.size === 1 && only !== undefined ? branch.get(only) : undefined;
  if (only === "member" && inner instanceof Map) return numbered(inner).map(shape);
  if (only === "entry" && inner instanceof Map) return Object.fromEntries(numbered(inner).map(entry));
  return Object.fromEntries([...branch].map(([name, value]) => [name, shape(value)]));
}

/** Maps are called key and value, except in SNS's MessageAttributes: Name and Value. */
function entry(branch: Tree | string): [string, unknown] {
  const key = branch instanceof Map ? (branch.get("key") ?? branch.get("Name")) : undefined;
  const value = branch instanceof Map ? (branch.get("value") ?? branch.get("Value")) : undefined;
  if (typeof key !== "string" || value === undefined) throw malformed("a map's entry has no key or no value");
  return [key, shape(value)];
}

function numbered(tree: Tree): (Tree | string)[] {
  return [...tree]
    .map(([index, value]) => {
      if (!/^[1-9]\d{0,5}$/.test(index)) throw malformed(`'${index}' is no index of a list`);
      return [Number(index), value] as const;
    })
    .sort(([a], [b]) => a - b)
    .map(([, value]) => value);
}

function malformed(why: string): AwsError {
  return new AwsError("MalformedQueryString", `The query parameters are malformed: ${why}`);
}
