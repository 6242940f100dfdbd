/** The truth of a template's conditions, each found when it is first asked for. */

import { isDeepStrictEqual } from "node:util";
import { InvalidTemplate } from "../errors.ts";
import { kindOf } from "./intrinsics/intrinsic.ts";

type Evaluate = (value: unknown, where: string) => unknown;

/**
 * @param evaluate resolves the values compared: parameters, pseudo-parameters and mappings
 * @returns asks for one condition by name; throws InvalidTemplate when it is missing, malformed or defined by itself
 */
export function conditionTable(
  declared: Readonly<Record<string, unknown>>,
  evaluate: Evaluate,
): (name: string, where: string) => boolean {
  const known = new Map<string, boolean>();
  const open = new Set<string>();

  function named(name: string, where: string): boolean {
    const found = known.get(name);
    if (found !== undefined) return found;
    if (!Object.hasOwn(declared, name)) throw new InvalidTemplate(`${where}: there is no condition ${name}`);
    if (open.has(name)) throw new InvalidTemplate(`Conditions: ${[...open, name].join(" → ")} is a circle`);
    open.add(name);
    const result = truth(declared[name], `Conditions.${name}`);
    open.delete(name);
    known.set(name, result);
    return result;
  }

  function truth(expression: unknown, where: string): boolean {
    const [call, ...others] = typeof expression === "object" && expression !== null ? Object.entries(expression) : [];
    if (!call || others.length > 0)
      throw new InvalidTemplate(`${where}: expected one condition function, found ${kindOf(expression)}`);
    const [name, argument] = call;
    switch (name) {
      case "Condition":
        return named(String(argument), where);
      case "Fn::Equals": {
        const [left, right] = operands(argument, 2, 2, where).map((operand) => comparable(evaluate(operand, where)));
        return isDeepStrictEqual(left, right);
      }
      case "Fn::And":
        return operands(argument, 2, 10, where)
          .map((operand) => truth(operand, where))
          .every(Boolean);
      case "Fn::Or":
        return operands(argument, 2, 10, where)
          .map((operand) => truth(operand, where))
          .some(Boolean);
      case "Fn::Not":
        return !operands(argument, 1, 1, where).map((operand) => truth(operand, where))[0];
      default:
        throw new InvalidTemplate(`${where}: ${name} is no condition function`);
    }
  }

  return named;
}

function operands(argument: unknown, fewest: number, most: number, where: string): unknown[] {
  if (!Array.isArray(argument) || argument.length < fewest || argument.length > most)
    throw new InvalidTemplate(
      `${where}: expected ${fewest === most ? fewest : `${fewest} to ${most}`} operands, found ${kindOf(argument)}`,
    );
  return argument;
}

/** Numbers and truth values are text to CloudFormation. */
function comparable(value: unknown): unknown {
  return typeof value === "number" || typeof value === "boolean" ? String(value) : value;
}
