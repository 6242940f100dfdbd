import { InvalidTemplate } from "../../errors.ts";
import { type Intrinsic, type Resolver, text, tuple, unresolved } from "./intrinsic.ts";

/** `${Name}`, `${Resource.Attribute}`, the literal `${!Name}`, and the list form's own variables. */
export const sub: Intrinsic = {
  name: "Fn::Sub",
  resolve(argument, resolver, where) {
    const [template, given] = typeof argument === "string" ? [argument, {}] : tuple(argument, 2, where);
    const variables = asVariables(given, resolver, where);
    let known = true;
    const result = text(template, where).replaceAll(/\$\{(!?)([^}]*)\}/g, (_, literal: string, name: string) => {
      if (literal) return `\${${name}}`;
      const value = variableOf(name.trim(), variables, resolver, where);
      if (value === unresolved) known = false;
      return value === unresolved ? "" : text(value, `${where}: \${${name}}`);
    });
    return known ? result : unresolved;
  },
};

function asVariables(given: unknown, resolver: Resolver, where: string): ReadonlyMap<string, unknown> {
  if (typeof given !== "object" || given === null || Array.isArray(given))
    throw new InvalidTemplate(`${where}: the variables of Fn::Sub are not an object`);
  return new Map(Object.entries(given).map(([name, value]) => [name, resolver.evaluate(value, `${where}.${name}`)]));
}

function variableOf(name: string, variables: ReadonlyMap<string, unknown>, resolver: Resolver, where: string): unknown {
  if (variables.has(name)) return variables.get(name);
  const point = name.indexOf(".");
  return point < 0 ? resolver.ref(name, where) : resolver.attribute(name.slice(0, point), name.slice(point + 1), where);
}
