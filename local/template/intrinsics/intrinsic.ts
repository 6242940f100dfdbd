/** What an intrinsic function is, and what it may ask while it resolves. */
import { InvalidTemplate } from "../../errors.ts";

/** `AWS::NoValue`: the property or element is left out. */
export const noValue = Symbol("AWS::NoValue");
/** A value that is known only when the resources it refers to exist; whatever is made of it is unresolved too. */
export const unresolved = Symbol("known after creation");

/** The template around a value. `where` is the value's path, for messages. */
export interface Resolver {
  /** Resolves every intrinsic inside `value`. @throws InvalidTemplate */
  evaluate(value: unknown, where: string): unknown;
  /** What `Ref` gives: a parameter, pseudo-parameter or resource. @throws InvalidTemplate */
  ref(name: string, where: string): unknown;
  /** @throws InvalidTemplate */
  attribute(logicalId: string, attribute: string, where: string): unknown;
  /** @throws InvalidTemplate */
  condition(name: string, where: string): boolean;
  /** @throws InvalidTemplate */
  mapping(map: string, topLevelKey: string, secondLevelKey: string, where: string): unknown;
}

export interface Intrinsic {
  /** The key that calls it: `Ref`, `Fn::Join`, … */
  readonly name: string;
  /** @param argument as the template has it @throws InvalidTemplate */
  resolve(argument: unknown, resolver: Resolver, where: string): unknown;
}

/** A scalar as text; CloudFormation takes numbers and truth values for text. @throws InvalidTemplate */
export function text(value: unknown, where: string): string {
  if (typeof value === "string") return value;
  if (typeof value === "number" || typeof value === "boolean") return String(value);
  throw new InvalidTemplate(`${where}: expected a string, found ${kindOf(value)}`);
}

/** @throws InvalidTemplate unless `value` is a list of `length` elements */
export function tuple(value: unknown, length: number, where: string): unknown[] {
  if (!Array.isArray(value) || value.length !== length)
    throw new InvalidTemplate(`${where}: expected a list of ${length}, found ${kindOf(value)}`);
  return value;
}

/** What to call a value in a message. */
export function kindOf(value: unknown): string {
  if (Array.isArray(value)) return `a list of ${value.length}`;
  if (value === null) return "null";
  if (value === noValue) return "AWS::NoValue";
  return typeof value === "object" ? "an object" : `a ${typeof value}`;
}

/** Whether anything inside is known only after creation. */
export function isUnresolved(value: unknown): boolean {
  if (value === unresolved) return true;
  return typeof value === "object" && value !== null && Object.values(value).some(isUnresolved);
}
