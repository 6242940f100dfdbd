/** A state machine's definition as Step Functions gets it, with made-up ARNs for what is only known once it is created. */
import { at, callOf, isNode, type Node, type Resource } from "./template.ts";

export type Definition = Node & { readonly States?: unknown };

/** undefined when the definition is not a text in the template. */
export function asSent({ Properties }: Resource): string | undefined {
  const given = at(Properties, "DefinitionString");
  if (typeof given === "string") return given;
  const [name, argument] = callOf(given) ?? [];
  const text = name === "Fn::Sub" ? [argument].flat()[0] : undefined;
  return typeof text === "string"
    ? text.replaceAll(/\$\{([^!}][^}]*)\}/g, "arn:aws:lambda:us-east-1:123456789012:function:made-up")
    : undefined;
}

/** undefined when it is no JSON object. */
export function definitionOf(resource: Resource): Definition | undefined {
  try {
    const parsed: unknown = JSON.parse(asSent(resource) ?? "");
    return isNode(parsed) ? parsed : undefined;
  } catch {
    return undefined;
  }
}

/** Every state, those inside Map and Parallel too, by name. */
export function* statesOf(scope: Node): Generator<[string, Node]> {
  if (!isNode(scope.States)) return;
  for (const [name, state] of Object.entries(scope.States)) {
    if (!isNode(state)) continue;
    yield [name, state];
    const { Branches, ItemProcessor, Iterator: iterator } = state;
    for (const inner of [Branches, ItemProcessor, iterator].flat()) if (isNode(inner)) yield* statesOf(inner);
  }
}
