/** Which of a service's protocols a request speaks. */
import type { Wire } from "../../contracts.ts";

/** A Query service that newer clients speak JSON to is a JSON service for those: they name a target. */
export function spokenWire(wire: Wire, headers: Readonly<Record<string, string>>): Wire {
  if (wire.protocol !== "query" || wire.also === undefined || headers["x-amz-target"] === undefined) return wire;
  return { protocol: wire.also, operations: wire.alsoOperations ?? wire.operations };
}
