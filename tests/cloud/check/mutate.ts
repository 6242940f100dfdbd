/**
 * Mutations of a template, and whether AWS would refuse each. The judge is not the checker: it looks only at the change itself
 * and asks the specification's package directly.
 *
 * AWS refuses: a resource type, a property of a structure, an attribute, an element of a policy document or a function that it does not
 * have; a structure without a property that the specification requires (or cloud/check/documented.ts lists as needed all the
 * same), a policy statement without what its kind of policy needs, a function without its argument; a reference to what is not
 * there, whether the reference was misspelt or what it names taken out or renamed.
 * AWS accepts: an optional property taken out; a resource that nothing refers to taken out or renamed; other keys of free maps.
 */
import { loadAwsServiceSpecSync } from "@aws-cdk/aws-service-spec";
import type { PropertyType, ResourceProperties } from "@aws-cdk/service-spec-types";
import { NEEDED } from "../../../cloud/check/documented.ts";
import type { Template } from "../../../cloud/check/template.ts";

export interface Mutation {
  /** `StartStepFunctionFailures: Properties.QueueName misspelt` */
  readonly what: string;
  readonly template: Template;
  readonly isRefused: boolean;
}

type Random = () => number;
// biome-ignore lint/suspicious/noExplicitAny: a template is data of many shapes, and is changed everywhere
type Any = any;
type Path = readonly (string | number)[];

const database = loadAwsServiceSpecSync();

/** @param random from 0 to 1, seeded */
export function mutate(original: Template, random: Random): Mutation {
  const pick = <Item>(list: readonly Item[]): Item => list[Math.floor(random() * list.length)] as Item;
  const template: Any = structuredClone(original);
  const id = pick(Object.keys(template.Resources));
  const resource = template.Resources[id];
  const told = (what: string, isRefused: boolean): Mutation => ({ what, template, isRefused });
  switch (
    pick(["property out", "property misspelt", "resource out", "resource misspelt", "reference out", "reference misspelt"])
  ) {
    case "property out": {
      const path = pick(keysIn(resource.Properties));
      const isRefused = isNeeded(resource, path);
      take(resource.Properties, path);
      return told(`${id}: ${path.join(".")} taken out`, isRefused);
    }
    case "property misspelt": {
      const path = pick(keysIn(resource.Properties));
      const isRefused = isKnownByName(resource, path);
      const holder = inside(resource.Properties, path.slice(0, -1));
      rename(holder, String(path.at(-1)), misspelt(String(path.at(-1)), random));
      return told(`${id}: ${path.join(".")} misspelt`, isRefused);
    }
    case "resource out":
      delete template.Resources[id];
      return told(`${id} taken out`, isAskedFor(id, template));
    case "resource misspelt": {
      if (random() < 0.5) {
        resource.Type = misspelt(resource.Type, random);
        return told(`${id}: the type became ${resource.Type}`, true);
      }
      rename(template.Resources, id, misspelt(id, random));
      return told(`${id} renamed`, isAskedFor(id, template));
    }
    case "reference out": {
      const found = referencesIn(template, id);
      if (found.length === 0) return mutate(original, random);
      const path = pick(found);
      const isRefused = isNeeded(resource, path.slice(1));
      take(resource, path);
      return told(`${id}: the reference at ${path.join(".")} taken out`, isRefused);
    }
    default: {
      const found = referencesIn(template, id);
      if (found.length === 0) return mutate(original, random);
      const path = pick(found);
      const holder = inside(resource, path);
      const before = JSON.stringify(holder);
      misspellReference(holder, random);
      return told(`${id}: ${before} at ${path.join(".")} became ${JSON.stringify(holder)}`, true);
    }
  }
}

const inside = (value: Any, path: Path): Any => path.reduce((node, key) => node[key], value);

/** Of every property on every level, without those inside of functions' arguments in lists. */
function keysIn(value: Any, path: Path = []): Path[] {
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]) => {
    const here = [...path, Array.isArray(value) ? Number(key) : key];
    return [...(Array.isArray(value) ? [] : [here]), ...keysIn(inner, here)];
  });
}

/** Every node of a resource that is a Ref, a Fn::GetAtt, or a Fn::Sub with a variable that is no pseudo-parameter's. */
function referencesIn(template: Any, id: string): Path[] {
  return keysIn(template.Resources[id].Properties, ["Properties"])
    .filter((path) => {
      const value = inside(template.Resources[id], path);
      const key = path.at(-1);
      const text = key === "Fn::Sub" && typeof value === "string" ? value : "";
      return key === "Ref" || key === "Fn::GetAtt" || /\$\{(?!AWS::)\w/.test(text);
    })
    .map((path) => path.slice(0, -1));
}

function misspellReference(holder: Any, random: Random): void {
  if ("Ref" in holder) holder.Ref = misspelt(holder.Ref, random);
  else if ("Fn::Sub" in holder)
    holder["Fn::Sub"] = holder["Fn::Sub"].replace(
      /\$\{((?!AWS::)[\w.]+)\}/,
      (_: string, name: string) => `\${${misspelt(name, random)}}`,
    );
  else {
    const [target, attribute] = [holder["Fn::GetAtt"]]
      .flat()
      .join(".")
      .split(/\.(.*)/s) as [string, string];
    holder["Fn::GetAtt"] = random() < 0.5 ? [misspelt(target, random), attribute] : [target, misspelt(attribute, random)];
  }
}

/** Takes the value out of its object or its list. */
function take(value: Any, path: Path): void {
  const holder = inside(value, path.slice(0, -1));
  const key = path.at(-1) as string | number;
  if (Array.isArray(holder)) holder.splice(Number(key), 1);
  else delete holder[key];
}

/** In its old place, so that nothing else changes. */
function rename(holder: Any, from: string, to: string): void {
  const entries = Object.entries(holder);
  for (const key of Object.keys(holder)) delete holder[key];
  for (const [key, value] of entries) holder[key === from ? to : key] = value;
}

/** One letter left out, doubled or changed for its neighbour. */
function misspelt(name: string, random: Random): string {
  const letters = [...name];
  const index = 1 + Math.floor(random() * (letters.length - 1));
  const kind = Math.floor(random() * 3);
  if (kind === 0) letters.splice(index, 1);
  else if (kind === 1) letters.splice(index, 0, letters[index] as string);
  else letters[index] = letters[index] === "x" ? "y" : "x";
  return letters.join("");
}

const isAskedFor = (id: string, { Resources, Outputs }: Any): boolean =>
  new RegExp(`"${id}"|\\$\\{${id}[.}]|"${id}\\.`).test(JSON.stringify([...Object.values(Resources), Outputs]));

interface Holder {
  /** What the key is in: a structure with its properties, an element of a policy, a function's argument, or data of any names. */
  readonly kind: "structure" | "policy" | "function" | "data";
  readonly properties?: ResourceProperties;
}

const isCall = (name: string | number | undefined): boolean => name === "Ref" || String(name).startsWith("Fn::");

/** What the last key of a path is in. */
function holderOf({ Type, Properties }: Any, path: Path): Holder {
  let type: PropertyType | ResourceProperties = database
    .lookup("resource", "cloudFormationType", "equals", Type)
    .only().properties;
  let value = Properties;
  for (const [index, key] of path.entries()) {
    if (isCall(key)) return { kind: "function" };
    const known = isStructure(type) ? type : undefined;
    if (index === path.length - 1) return known ? { kind: "structure", properties: known } : { kind: "data" };
    value = value[key];
    if (/PolicyDocument$/.test(String(key))) return { kind: path.slice(index).some(isCall) ? "function" : "policy" };
    const next = known
      ? known[String(key)]?.type
      : "element" in (type as object)
        ? (type as { element: PropertyType }).element
        : undefined;
    if (!next) return { kind: "data" };
    type = resolved(next, value);
  }
  return { kind: "data" };
}

const isStructure = (type: PropertyType | ResourceProperties): type is ResourceProperties => typeof type.type !== "string";

function resolved(type: PropertyType, value: unknown): PropertyType | ResourceProperties {
  const one =
    type.type === "union"
      ? (type.types.find(({ type: kind }) => kind === (Array.isArray(value) ? "array" : "ref")) ?? type)
      : type;
  return one.type === "ref" ? database.get("typeDefinition", one.reference.$ref).properties : one;
}

function isKnownByName(resource: Any, path: Path): boolean {
  return holderOf(resource, path).kind !== "data";
}

function isNeeded(resource: Any, path: Path): boolean {
  const { kind, properties } = holderOf(resource, path);
  const key = path.at(-1);
  if (path.length === 1 && NEEDED[resource.Type]?.some(({ property }) => property === key)) return true;
  if (kind === "structure") return properties?.[String(key)]?.required === true;
  if (kind === "policy") return isNeededInPolicy(resource, path);
  // What stands in a list of Fn::Join is one more piece of a text; any other argument is needed.
  if (kind === "function") return !(path.at(-3) === "Fn::Join" && typeof key === "number");
  return isOnlyElement(resource, path);
}

/** A list that has to be there can't be empty. */
function isOnlyElement(resource: Any, path: Path): boolean {
  if (typeof path.at(-1) !== "number" || inside(resource.Properties, path.slice(0, -1)).length > 1) return false;
  return isNeeded(resource, path.slice(0, -1));
}

function isNeededInPolicy(resource: Any, path: Path): boolean {
  const document = path.findIndex((key) => /PolicyDocument$/.test(String(key)));
  const [inner] = path.slice(document + 1);
  const rest = path.slice(document + 1);
  const last = rest.at(-1);
  if (rest.length === 1) return inner === "Statement";
  if (typeof last === "number") return isOnlyElement(resource, path);
  const isTrust = path[document] === "AssumeRolePolicyDocument";
  const isIdentity = !isTrust && resource.Type === "AWS::IAM::Role";
  if (rest.at(-2) === "Principal") return true;
  const needed = ["Effect", "Action", ...(isTrust ? [] : ["Resource"]), ...(isIdentity ? [] : ["Principal"])];
  return needed.includes(String(last));
}
