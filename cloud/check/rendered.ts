/** A value as text, as far as a template can tell: what only AWS knows is at its longest. */
import { callOf, isNode } from "./template.ts";

/** As long as they get; the region is the longest that has all that a stack like this needs. */
const PSEUDO: Readonly<Record<string, string>> = {
  "AWS::AccountId": "123456789012",
  "AWS::Region": "ap-southeast-1",
  "AWS::Partition": "aws",
  "AWS::URLSuffix": "amazonaws.com",
};

/** undefined when it depends on what is created, or is no text. */
export function rendered(value: unknown): string | undefined {
  if (typeof value === "string" || typeof value === "number") return String(value);
  const [name, argument] = callOf(value) ?? [];
  if (name === "Ref") return typeof argument === "string" ? PSEUDO[argument] : undefined;
  if (name === "Fn::Sub") return sub(argument);
  if (name === "Fn::Join" && Array.isArray(argument) && Array.isArray(argument[1])) {
    const parts = argument[1].map(rendered);
    return parts.includes(undefined) ? undefined : parts.join(String(argument[0]));
  }
  return undefined;
}

function sub(argument: unknown): string | undefined {
  const [text, variables] = Array.isArray(argument) ? argument : [argument, {}];
  if (typeof text !== "string") return undefined;
  let known = true;
  const result = text.replaceAll(/\$\{([^!}][^}]*)\}/g, (_, name: string) => {
    const value = isNode(variables) && Object.hasOwn(variables, name) ? rendered(variables[name]) : PSEUDO[name.trim()];
    if (value === undefined) known = false;
    return value ?? "";
  });
  return known ? result : undefined;
}
