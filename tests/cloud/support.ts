/** serverless.yml with the resources of cloud/*.yml, read as text: no framework, nothing resolved. */
import { readdirSync, readFileSync } from "node:fs";
import { parse } from "yaml";

const root = new URL("../../", import.meta.url);

/** CloudFormation's short forms, kept as the long ones. */
const SHORT_FORMS = ["GetAtt", "Ref", "Sub", "If", "Equals", "Not", "And", "Or", "Join", "Select", "Split", "FindInMap"];
const customTags = SHORT_FORMS.flatMap((name) => {
  const long = name === "Ref" ? "Ref" : `Fn::${name}`;
  return [
    { tag: `!${name}`, resolve: (value: string) => ({ [long]: value }) },
    { tag: `!${name}`, collection: "seq" as const, resolve: (value: unknown) => ({ [long]: value }) },
    { tag: `!${name}`, collection: "map" as const, resolve: (value: unknown) => ({ [long]: value }) },
  ];
});

export type Node = Readonly<Record<string, unknown>>;
export interface Resource {
  readonly Type: string;
  readonly Properties?: Node;
  readonly [field: string]: unknown;
}
export interface Statement {
  readonly Effect: string;
  readonly Action: string | readonly string[];
  readonly Resource?: unknown;
}

export const textOf = (path: string): string => readFileSync(new URL(path, root), "utf8");
const read = (path: string): Node => JSON.parse(JSON.stringify(parse(textOf(path), { customTags }))) as Node;

export const cloudFiles = readdirSync(new URL("cloud/", root)).filter((file) => file.endsWith(".yml"));
export const serverless = read("serverless.yml") as {
  readonly custom: Node;
  readonly provider: Node;
  readonly functions: Readonly<
    Record<string, Node & { readonly handler: string; readonly iamRoleStatements?: readonly Statement[] }>
  >;
  readonly stepFunctions: {
    readonly stateMachines: Readonly<Record<string, { readonly name: string; readonly definition: string }>>;
  };
  readonly resources: readonly string[];
};

/** The texts of a source file and of all that it imports of ours, by path. */
export function sourcesOf(path: string, found: Map<string, string> = new Map()): Map<string, string> {
  if (found.has(path)) return found;
  const source = textOf(path);
  found.set(path, source);
  for (const [, imported = ""] of source.matchAll(/from "(\.[^"]+)"/g)) {
    const url = new URL(imported, new URL(path, root));
    sourcesOf(url.href.slice(root.href.length), found);
  }
  return found;
}

/** One file of cloud/, for what is not in its Resources. */
export const readCloudFile = (file: string): Node => read(`cloud/${file}`);

/** Every resource of cloud/, by its logical id. */
export const resources: Readonly<Record<string, Resource>> = Object.assign(
  {},
  ...cloudFiles.map((file) => (read(`cloud/${file}`).Resources ?? {}) as Readonly<Record<string, Resource>>),
);

/** Every object in a tree, the tree itself first. */
export function* objectsIn(tree: unknown): Generator<Node> {
  if (typeof tree !== "object" || tree === null) return;
  if (!Array.isArray(tree)) yield tree as Node;
  for (const value of Object.values(tree)) yield* objectsIn(value);
}

/** A `${self:custom.…}` followed to its value, until no more can be. */
export function resolved(value: unknown): string {
  let text = typeof value === "string" ? value : JSON.stringify(value);
  for (let before = ""; before !== text; ) {
    before = text;
    text = text.replace(/\$\{self:custom\.([\w.]+)\}/g, (_all, path: string) => {
      const found = path.split(".").reduce<unknown>((node, key) => (node as Node | undefined)?.[key], serverless.custom);
      return typeof found === "string" ? found : JSON.stringify(found);
    });
  }
  return text;
}
