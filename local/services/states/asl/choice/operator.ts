import type { Json } from "../json.ts";

/** A comparison of a Choice rule. Values of unlike types are never equal, smaller or greater. */
export interface Comparison {
  /** Whether the definition may have this value beside the operator. */
  expects(value: Json): boolean;
  holds(variable: Json, expected: Json): boolean;
}

/** The comparisons of one type by the ends of their names: `Equals`, `LessThan`, … */
export function comparisons<T>(prefix: string, read: (value: Json) => T | undefined): Record<string, Comparison> {
  const comparison = (holds: (variable: T, expected: T) => boolean): Comparison => ({
    expects: (value) => read(value) !== undefined,
    holds: (variable, expected) => {
      const left = read(variable);
      const right = read(expected);
      return left !== undefined && right !== undefined && holds(left, right);
    },
  });
  return {
    [`${prefix}Equals`]: comparison((left, right) => left === right),
    [`${prefix}LessThan`]: comparison((left, right) => left < right),
    [`${prefix}LessThanEquals`]: comparison((left, right) => left <= right),
    [`${prefix}GreaterThan`]: comparison((left, right) => left > right),
    [`${prefix}GreaterThanEquals`]: comparison((left, right) => left >= right),
  };
}
