/** The values of a template's parameters. */
import { InvalidTemplate, UnsupportedTemplate } from "../errors.ts";
import type { TemplateParameter } from "./template.ts";

export type ParameterValue = string | readonly string[];

const lists = new Set(["CommaDelimitedList", "List<Number>"]);
const numbers = new Set(["Number", "List<Number>"]);
const types = new Set(["String", ...lists, ...numbers]);

/**
 * Takes the given values, else the defaults. The value of a `NoEcho` parameter is in no message.
 * @throws InvalidTemplate for missing, unknown and forbidden values; UnsupportedTemplate for other parameter types
 */
export function parameterValues(
  declared: Readonly<Record<string, TemplateParameter>>,
  given: Readonly<Record<string, string>>,
): Map<string, ParameterValue> {
  const unsupported = Object.entries(declared).filter(([, { Type }]) => !types.has(Type));
  if (unsupported.length > 0)
    throw new UnsupportedTemplate(unsupported.map(([name, { Type }]) => `Parameters.${name}: the type ${Type}`));
  const unknown = Object.keys(given).filter((name) => !Object.hasOwn(declared, name));
  const problems = unknown.map((name) => `Parameters.${name} does not exist in the template`);
  const values = new Map<string, ParameterValue>();
  for (const [name, parameter] of Object.entries(declared)) {
    const value = given[name] ?? parameter.Default;
    if (value === undefined) {
      problems.push(`Parameters.${name} needs a value`);
      continue;
    }
    const parts = lists.has(parameter.Type)
      ? String(value)
          .split(",")
          .map((part) => part.trim())
      : [String(value)];
    problems.push(...parts.flatMap((part) => violations(part, parameter)).map((problem) => `Parameters.${name} ${problem}`));
    values.set(name, lists.has(parameter.Type) ? parts : String(value));
  }
  if (problems.length > 0) throw new InvalidTemplate(problems.join("\n"));
  return values;
}

function violations(value: string, parameter: TemplateParameter): string[] {
  const {
    AllowedValues,
    AllowedPattern,
    MinLength = 0,
    MaxLength = Infinity,
    MinValue = -Infinity,
    MaxValue = Infinity,
  } = parameter;
  const shown = parameter.NoEcho ? "its value" : `'${value}'`;
  const problems: string[] = [];
  if (AllowedValues && !AllowedValues.some((allowed) => String(allowed) === value))
    problems.push(`is none of ${AllowedValues.join(", ")}: ${shown}`);
  if (AllowedPattern !== undefined && !new RegExp(`^(?:${AllowedPattern})$`).test(value))
    problems.push(`does not match ${AllowedPattern}: ${shown}`);
  if (value.length < MinLength || value.length > MaxLength)
    problems.push(`has not ${MinLength} to ${MaxLength} characters: ${shown}`);
  if (numbers.has(parameter.Type)) {
    const number = value.trim() === "" ? Number.NaN : Number(value);
    if (Number.isNaN(number)) problems.push(`is no number: ${shown}`);
    else if (number < MinValue || number > MaxValue) problems.push(`is not from ${MinValue} to ${MaxValue}: ${shown}`);
  }
  return problems.length > 0 && parameter.ConstraintDescription
    ? [`${problems[0]} (${parameter.ConstraintDescription})`]
    : problems;
}
