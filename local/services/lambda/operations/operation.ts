/** A REST operation of Lambda: one file each in this folder, one row each in `table.ts`. */
import type { Cloud, RawRequest, RawResponse } from "../../../contracts.ts";
import type { Functions } from "../functions.ts";
import type { Invocations } from "../invocations.ts";

/** What the operations work on. */
export interface LambdaState {
  readonly cloud: Cloud;
  readonly functions: Functions;
  readonly invocations: Invocations;
}

/** `name` is the `{FunctionName}` of the path, decoded, or empty. Authorizes the caller itself. */
export type RestOperation = (request: RawRequest, name: string, state: LambdaState) => Promise<RawResponse> | RawResponse;

export function json(status: number, body: unknown): RawResponse {
  return { status, headers: { "content-type": "application/json" }, body: JSON.stringify(body) };
}
