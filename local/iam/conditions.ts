/** The conditions that are evaluated; every other one is a problem that stops the boot. */
import { matchesArn, matchesWildcard } from "./wildcard.ts";

/** What is known of a request beside who, what and on what; lower-case keys. A key that is absent fulfils no condition. */
export type RequestContext = Readonly<Record<string, string>>;

export interface Condition {
  /** Lower case. */
  readonly key: string;
  /** One of them has to match. */
  readonly values: readonly string[];
  matches(value: string, given: string): boolean;
}

const texts: Readonly<Record<string, Condition["matches"]>> = {
  StringEquals: (value, given) => value === given,
  StringLike: matchesWildcard,
  ArnEquals: matchesArn,
  ArnLike: matchesArn,
};
const truths: Readonly<Record<string, Condition["matches"]>> = { Bool: (value, given) => value.toLowerCase() === given };

/** The operators that each key may be compared with. */
const evaluated: Readonly<Record<string, typeof texts>> = {
  "aws:sourcearn": texts,
  "aws:sourceaccount": texts,
  "aws:securetransport": truths,
};

/** Reads a statement's `Condition`. */
export function readConditions(block: Readonly<Record<string, Readonly<Record<string, unknown>>>>): {
  conditions: Condition[];
  problems: string[];
} {
  const conditions: Condition[] = [];
  const problems: string[] = [];
  for (const [operator, comparisons] of Object.entries(block)) {
    for (const [name, given] of Object.entries(comparisons)) {
      const key = name.toLowerCase();
      const operators = Object.hasOwn(evaluated, key) ? evaluated[key] : undefined;
      const matches = operators && Object.hasOwn(operators, operator) ? operators[operator] : undefined;
      if (matches) conditions.push({ key, values: (Array.isArray(given) ? given : [given]).map(String), matches });
      else problems.push(`the condition ${operator} on ${name} is not evaluated`);
    }
  }
  return { conditions, problems };
}

/** Whether all of a statement's conditions hold. */
export function conditionsHold(conditions: readonly Condition[], context: RequestContext): boolean {
  return conditions.every(({ key, values, matches }) => {
    const given = context[key];
    return given !== undefined && values.some((value) => matches(value, given));
  });
}
