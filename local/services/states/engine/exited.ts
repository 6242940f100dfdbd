import { dataLimitExceeded } from "../asl/errors.ts";
import type { Json } from "../asl/json.ts";
import { exceedsPayloadLimit } from "../asl/limits.ts";
import { carried, type EventDraft } from "./history.ts";
import type { Occupied } from "./place.ts";

/** A state's exit to `next`, or to the end of its branch. @throws StateFailure when the output is too large */
export function exited({ frame, inside, definition }: Occupied, output: Json, next: string | undefined): EventDraft {
  if (exceedsPayloadLimit(output)) throw dataLimitExceeded(inside.state);
  return {
    type: `${definition.Type}StateExited`,
    frame: frame.path,
    details: { name: inside.state, ...carried("output", output) },
    ...(next === undefined ? {} : { next }),
  };
}
