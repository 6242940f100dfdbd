/** Every place of a resource's properties, with what the specification expects there. */
import type { PropertyType, ResourceProperties, Specification } from "./specification.ts";
import { callOf, isNode, type Node, type Resource } from "./template.ts";

/** A structure: an object whose properties the specification names. */
export interface Structure {
  readonly kind: "structure";
  readonly path: string;
  readonly value: Node;
  readonly properties: ResourceProperties;
}

/** A single value as the template has it. */
export interface Scalar {
  readonly kind: "scalar";
  readonly path: string;
  readonly value: string | number | boolean;
  readonly type: PropertyType;
}

/** What stands where something else has to: an object for a list, text for an object, null for anything. */
export interface Mismatch {
  readonly kind: "mismatch";
  readonly path: string;
  readonly value: unknown;
  readonly expected: string;
}

export type Place = Structure | Scalar | Mismatch;

/** The calls whose result is text, never a list or an object. */
const GIVES_TEXT = new Set(["Fn::Sub", "Fn::Join", "Fn::Base64", "Fn::ImportValue"]);
const GIVES_LIST = new Set(["Fn::Split", "Fn::GetAZs", "Fn::Cidr"]);

/** Nothing for a type that AWS does not have. Both sides of a Fn::If are looked at. */
export function* placesOf(resource: Resource, specification: Specification): Generator<Place> {
  const known = specification.resource(resource.Type);
  if (!known) return;
  const { Properties: value = {} } = resource;
  if (isNode(value)) yield* inStructure(value, "Properties", known.properties, specification);
  else yield { kind: "mismatch", path: "Properties", value, expected: "an object" };
}

function* inStructure(value: Node, path: string, properties: ResourceProperties, specification: Specification): Generator<Place> {
  yield { kind: "structure", path, value, properties };
  for (const [name, inner] of Object.entries(value)) {
    const property = Object.hasOwn(properties, name) ? properties[name] : undefined;
    if (property) yield* inValue(inner, `${path}.${name}`, property.type, specification);
  }
}

function* inValue(value: unknown, path: string, type: PropertyType, specification: Specification): Generator<Place> {
  const call = callOf(value);
  if (call) return yield* inCall(call, path, type, specification);
  switch (type.type) {
    case "union":
      return yield* inUnion(value, path, type.types, specification);
    case "json":
      if (typeof value !== "object" && typeof value !== "string") yield mismatch(value, path, "an object or a list");
      return;
    case "ref":
    case "tag":
      if (!isNode(value)) return yield mismatch(value, path, "an object");
      return yield* inStructure(value, path, type.type === "tag" ? TAG : specification.structure(type), specification);
    case "map":
      if (!isNode(value)) return yield mismatch(value, path, "an object");
      for (const [key, inner] of Object.entries(value)) yield* inValue(inner, `${path}.${key}`, type.element, specification);
      return;
    case "array":
      if (!Array.isArray(value)) return yield mismatch(value, path, "a list");
      for (const [index, inner] of value.entries()) yield* inValue(inner, `${path}.${index}`, type.element, specification);
      return;
    default:
      if (typeof value !== "string" && typeof value !== "number" && typeof value !== "boolean")
        return yield mismatch(value, path, `a ${type.type}`);
      yield { kind: "scalar", path, value, type };
  }
}

const TAG: ResourceProperties = {
  Key: { type: { type: "string" }, required: true },
  Value: { type: { type: "string" }, required: true },
};

const mismatch = (value: unknown, path: string, expected: string): Mismatch => ({ kind: "mismatch", path, value, expected });

function* inCall(
  [name, argument]: [string, unknown],
  path: string,
  type: PropertyType,
  specification: Specification,
): Generator<Place> {
  if (name === "Fn::If" && Array.isArray(argument)) {
    for (const [index, side] of argument.slice(1).entries())
      yield* inValue(side, `${path}.Fn::If.${index + 1}`, type, specification);
    return;
  }
  const kinds = type.type === "union" ? type.types : [type];
  const takesText = kinds.some((kind) => !["array", "ref", "map", "tag"].includes(kind.type));
  if (GIVES_TEXT.has(name) && !takesText) yield mismatch(`what ${name} gives`, path, expectedOf(type));
  const takesList = kinds.some((kind) => ["array", "json"].includes(kind.type));
  if (GIVES_LIST.has(name) && !takesList) yield mismatch(`the list that ${name} gives`, path, expectedOf(type));
}

/** One of several types: the first that takes a value of this kind; free JSON only where no other takes it. */
function* inUnion(value: unknown, path: string, types: readonly PropertyType[], specification: Specification): Generator<Place> {
  const kinds = Array.isArray(value) ? ["array"] : isNode(value) ? ["ref", "map", "tag"] : SCALARS;
  const type = types.find((one) => kinds.includes(one.type)) ?? types.find((one) => one.type === "json" && kinds !== SCALARS);
  if (type) yield* inValue(value, path, type, specification);
  else yield mismatch(value, path, types.map(expectedOf).join(" or "));
}
const SCALARS = ["string", "number", "integer", "boolean", "date-time"];

function expectedOf(type: PropertyType): string {
  if (type.type === "array") return "a list";
  return SCALARS.includes(type.type) ? `a ${type.type}` : "an object";
}
