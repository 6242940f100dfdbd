/** What the readers of the JSON and Query protocols make of a request. */
import type { Operation } from "../../contracts.ts";

export interface Invocation {
  readonly name: string;
  // biome-ignore lint/suspicious/noExplicitAny: as in OperationTable
  readonly operation: Operation<any, unknown>;
  readonly input: Readonly<Record<string, unknown>>;
}
