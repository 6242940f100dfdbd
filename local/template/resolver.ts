/** Resolves values of a template against everything that is known of it. */
import { InvalidTemplate } from "../errors.ts";
import { conditionTable } from "./conditions.ts";
import { noValue, type Resolver, unresolved } from "./intrinsics/intrinsic.ts";
import { intrinsicCall } from "./intrinsics/table.ts";
import type { ParameterValue } from "./parameters.ts";
import type { Template } from "./template.ts";

/** How references to resources are answered; it differs before and after they exist. */
export interface ResourceView {
  /** @throws InvalidTemplate */
  ref(logicalId: string, where: string): unknown;
  /** @throws InvalidTemplate */
  attribute(logicalId: string, attribute: string, where: string): unknown;
}

/** The stack's own facts, by pseudo-parameter. */
export type PseudoParameters = Readonly<Record<string, string | readonly string[]>>;

/** @throws InvalidTemplate while resolving, naming where */
export function createResolver(
  template: Template,
  parameters: ReadonlyMap<string, ParameterValue>,
  pseudo: PseudoParameters,
  resources: ResourceView,
): Resolver {
  const resolver: Resolver = {
    evaluate(value, where) {
      if (Array.isArray(value))
        return value
          .map((element, index) => resolver.evaluate(element, `${where}[${index}]`))
          .filter((element) => element !== noValue);
      if (typeof value !== "object" || value === null) return value;
      const call = intrinsicCall(value);
      if (call) return call.intrinsic.resolve(call.argument, resolver, where);
      return Object.fromEntries(
        Object.entries(value)
          .map(([key, inner]) => [key, resolver.evaluate(inner, `${where}.${key}`)] as const)
          .filter(([, inner]) => inner !== noValue),
      );
    },
    ref(name, where) {
      if (name === "AWS::NoValue") return noValue;
      const value = parameters.get(name) ?? (Object.hasOwn(pseudo, name) ? pseudo[name] : undefined);
      if (value !== undefined) return value;
      if (Object.hasOwn(template.Resources, name)) return resources.ref(name, where);
      throw new InvalidTemplate(`${where}: there is no parameter or resource ${name}`);
    },
    attribute(logicalId, attribute, where) {
      if (!Object.hasOwn(template.Resources, logicalId)) throw new InvalidTemplate(`${where}: there is no resource ${logicalId}`);
      return resources.attribute(logicalId, attribute, where);
    },
    condition: (name, where) => condition(name, where),
    mapping(map, topLevelKey, secondLevelKey, where) {
      const value = template.Mappings[map]?.[topLevelKey]?.[secondLevelKey];
      if (value === undefined) throw new InvalidTemplate(`${where}: there is no mapping ${map}.${topLevelKey}.${secondLevelKey}`);
      return value;
    },
  };
  const condition = conditionTable(template.Conditions, (value, where) => {
    const result = resolver.evaluate(value, where);
    if (result === unresolved) throw new InvalidTemplate(`${where}: a condition cannot refer to a resource`);
    return result;
  });
  return resolver;
}
