import type { Json } from "../json.ts";

/** An intrinsic function's call, or what may stand as an argument of one. */
export type Expression =
  /** `raw` is a string's text between its apostrophes, its escapes not resolved. */
  { readonly is: "literal"; readonly value: Json; readonly raw?: string } | { readonly is: "path"; readonly path: string } | Call;

export interface Call {
  readonly is: "call";
  readonly name: string;
  readonly arguments: readonly Expression[];
  /** As the definition has it. */
  readonly text: string;
}
