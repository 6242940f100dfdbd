/** Catchers: where a failed state goes on (the specification's "Fallback states"). */
import { z } from "zod";
import { errorEquals } from "./error-equals.ts";
import type { StateError } from "./errors.ts";
import type { Json } from "./json.ts";
import { placeResult } from "./result-path.ts";

export const catcher = z.strictObject({
  Comment: z.string().optional(),
  ErrorEquals: z.array(z.string()).min(1),
  Next: z.string(),
  ResultPath: z.string().nullable().optional(),
});
export type Catcher = z.infer<typeof catcher>;

export interface Caught {
  readonly next: string;
  readonly output: Json;
}

/**
 * The first catcher for the error, with the input of its next state: the error output placed in the
 * failed state's raw input. Undefined when nothing catches it.
 * @throws RuntimeFailure States.ResultPathMatchFailure
 */
export function catchError(catchers: readonly Catcher[], { error, cause }: StateError, input: Json): Caught | undefined {
  const found = catchers.find((candidate) => errorEquals(candidate.ErrorEquals, error));
  if (!found) return undefined;
  return { next: found.Next, output: placeResult(found.ResultPath, input, { Error: error ?? "", Cause: cause ?? "" }) };
}
