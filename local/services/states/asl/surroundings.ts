import type { Json } from "./json.ts";

/** What templates and functions may look at beside the data they are given. */
export interface Surroundings {
  /** The context object, `$$`. */
  readonly context: Json;
  /** In [0, 1). What it decides must be recorded, never asked for again. */
  random(): number;
}
