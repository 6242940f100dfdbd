/** A CloudFormation template as a file has it. Nothing is resolved, and nothing is taken for granted: it may be wrong. */
import { readFileSync } from "node:fs";

export type Node = Readonly<Record<string, unknown>>;

export interface Resource {
  readonly Type: string;
  readonly Properties?: Node;
  readonly DependsOn?: string | readonly string[];
  readonly Condition?: string;
  readonly DeletionPolicy?: string;
  readonly UpdateReplacePolicy?: string;
  readonly [attribute: string]: unknown;
}

export interface Template {
  readonly Resources: Readonly<Record<string, Resource>>;
  readonly Parameters?: Node;
  readonly Mappings?: Node;
  readonly Conditions?: Node;
  readonly Outputs?: Readonly<Record<string, Node>>;
  readonly [section: string]: unknown;
}

/** The file is no template: not there, not JSON, or without resources. */
export class NotATemplate extends Error {
  override readonly name = "NotATemplate";
}

/** @throws NotATemplate */
export function readTemplate(path: string): Template {
  let content: unknown;
  try {
    content = JSON.parse(readFileSync(path, "utf8"));
  } catch (cause) {
    throw new NotATemplate(`${path} cannot be read as a template in JSON: ${(cause as Error).message}`, { cause });
  }
  if (!isNode(content) || !isNode(content.Resources) || !Object.values(content.Resources).every(isNode))
    throw new NotATemplate(`${path} has no section Resources: is it a CloudFormation template?`);
  return content as Template;
}

export const isNode = (value: unknown): value is Node => typeof value === "object" && value !== null && !Array.isArray(value);

/** Logical ids and resources of one type. */
export const ofType = (template: Template, type: string): [string, Resource][] =>
  Object.entries(template.Resources).filter(([, { Type }]) => Type === type);

/** The call that a node is: `["Ref", "Bucket"]`, `["Fn::Sub", …]`; undefined for data. */
export function callOf(value: unknown): [name: string, argument: unknown] | undefined {
  if (!isNode(value)) return undefined;
  const [entry, ...others] = Object.entries(value);
  return entry && others.length === 0 && (entry[0] === "Ref" || entry[0].startsWith("Fn::")) ? entry : undefined;
}

/** What is at a path of names below a value; undefined when nothing is. */
export const at = (value: unknown, ...path: readonly string[]): unknown =>
  path.reduce<unknown>((node, name) => (isNode(node) ? node[name] : undefined), value);

/** Every node in a tree with its path, the tree itself first. */
export function* nodesIn(tree: unknown, path = ""): Generator<[path: string, node: Node]> {
  if (isNode(tree)) yield [path, tree];
  if (typeof tree !== "object" || tree === null) return;
  for (const [key, value] of Object.entries(tree)) yield* nodesIn(value, path === "" ? key : `${path}.${key}`);
}
