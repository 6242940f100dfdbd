/** The state types that run here. One that is not in this table is refused by name. */
import type { JsonObject } from "../json.ts";
import { choice } from "./choice.ts";
import { fail } from "./fail.ts";
import { map } from "./map.ts";
import { parallel } from "./parallel.ts";
import { pass } from "./pass.ts";
import type { StateType } from "./state-type.ts";
import { succeed } from "./succeed.ts";
import { task } from "./task.ts";
import { wait } from "./wait.ts";

// biome-ignore lint/suspicious/noExplicitAny: the table holds types of unlike states
const stateTypes: Readonly<Record<string, StateType<any>>> = {
  Task: task,
  Choice: choice,
  Pass: pass,
  Wait: wait,
  Succeed: succeed,
  Fail: fail,
  Parallel: parallel,
  Map: map,
};

/** The type of a state of a definition, or undefined when it is not run here. */
// biome-ignore lint/suspicious/noExplicitAny: as above
export function stateTypeOf(state: JsonObject): StateType<any> | undefined {
  const name = state.Type;
  return typeof name === "string" && Object.hasOwn(stateTypes, name) ? stateTypes[name] : undefined;
}
