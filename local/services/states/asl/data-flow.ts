/** How data goes through a state: InputPath, Parameters, (the work), ResultSelector, ResultPath, OutputPath. */
import type { Json } from "./json.ts";
import { select } from "./paths.ts";
import { placeResult } from "./result-path.ts";
import type { Surroundings } from "./surroundings.ts";
import { fill } from "./template.ts";

export interface InputFields {
  readonly InputPath?: string | null | undefined;
  readonly Parameters?: Json | undefined;
}
export interface OutputFields {
  readonly ResultSelector?: Json | undefined;
  readonly ResultPath?: string | null | undefined;
  readonly OutputPath?: string | null | undefined;
}

/** What `path` selects; null selects nothing, an empty object. @throws RuntimeFailure */
export function selectOrEmpty(path: string | null | undefined, input: Json, context: Json): Json {
  return path === null ? {} : select(path ?? "$", input, context);
}

/** The state's effective input. @throws RuntimeFailure */
export function effectiveInput(fields: InputFields, input: Json, surroundings: Surroundings): Json {
  const selected = selectOrEmpty(fields.InputPath, input, surroundings.context);
  return fields.Parameters === undefined ? selected : fill(fields.Parameters, selected, surroundings);
}

/** The state's output from its raw input and the result of its work. @throws RuntimeFailure */
export function effectiveOutput(fields: OutputFields, input: Json, result: Json, surroundings: Surroundings): Json {
  const selected = fields.ResultSelector === undefined ? result : fill(fields.ResultSelector, result, surroundings);
  return selectOrEmpty(fields.OutputPath, placeResult(fields.ResultPath, input, selected), surroundings.context);
}
