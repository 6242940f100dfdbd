/** What every intrinsic function gives the evaluator. Adding one means a file beside this and a line in ./index.ts. */
import type { Json, JsonObject } from "../json.ts";
import { isObject } from "../json.ts";

export interface Intrinsic {
  /** How many arguments it takes: at least, and at most. */
  readonly arity: readonly [least: number, most: number];
  /** @throws IntrinsicProblem when it can't be done with these arguments */
  apply(given: Arguments, random: () => number): Json;
}

/** Why a function failed; the evaluator says of which function it was. */
export class IntrinsicProblem extends Error {
  override readonly name = "IntrinsicProblem";
}

/** A value, and what stood between the apostrophes when it was written there. */
export interface Argument {
  readonly value: Json;
  readonly raw?: string;
}

/** The evaluated arguments of one call, read as what the function needs. Each reader throws IntrinsicProblem. */
export class Arguments {
  readonly #given: readonly Argument[];

  constructor(given: readonly Argument[]) {
    this.#given = given;
  }

  get values(): Json[] {
    return this.#given.map(({ value }) => value);
  }

  get count(): number {
    return this.#given.length;
  }

  value(index: number): Json {
    return this.#given[index]?.value ?? null;
  }

  string(index: number): string {
    const value = this.value(index);
    return typeof value === "string" ? value : this.#unlike(index, "a string");
  }

  /** A string with its escapes still in it, for a function that has a meaning of its own for braces. */
  template(index: number): string {
    return this.#given[index]?.raw ?? this.string(index);
  }

  array(index: number): readonly Json[] {
    const value = this.value(index);
    return Array.isArray(value) ? value : this.#unlike(index, "an array");
  }

  object(index: number): JsonObject {
    const value = this.value(index);
    return isObject(value) ? value : this.#unlike(index, "an object");
  }

  boolean(index: number): boolean {
    const value = this.value(index);
    return typeof value === "boolean" ? value : this.#unlike(index, "a boolean");
  }

  /** A number rounded half up, as AWS does wherever it needs an integer, within Java's int. */
  integer(index: number): number {
    const value = this.value(index);
    if (typeof value !== "number") return this.#unlike(index, "a number");
    return withinInteger(Math.floor(value + 0.5));
  }

  #unlike(index: number, wanted: string): never {
    throw new IntrinsicProblem(`the argument ${index + 1} must be ${wanted}, not ${JSON.stringify(this.value(index))}`);
  }
}

/** The number, if it is one of Java's int. @throws IntrinsicProblem */
export function withinInteger(value: number): number {
  if (value >= -2_147_483_648 && value <= 2_147_483_647) return value + 0;
  throw new IntrinsicProblem(`${value} is outside of [-2147483648, 2147483647]`);
}

/** AWS's limit for what is encoded or hashed. @throws IntrinsicProblem */
export function withinLength(text: string): string {
  if (text.length <= 10_000) return text;
  throw new IntrinsicProblem(`a string of ${text.length} characters is longer than 10000`);
}
