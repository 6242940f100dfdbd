/** Frames together with their definitions: where in the machine each stands. */
import type { JsonObject } from "../asl/json.ts";
import { stateTypeOf } from "../asl/states/index.ts";
import type { Scope, StateType } from "../asl/states/state-type.ts";
import type { Branching, Frame, Inside, MapItem } from "./frame.ts";

export interface Place {
  readonly frame: Frame;
  /** The machine or branch that the frame runs. */
  readonly scope: Scope;
  /** Whose branch it is; undefined for the execution itself. */
  readonly parent: Occupied | undefined;
}

/** A place whose frame is in a state. */
export interface Occupied extends Place {
  readonly inside: Inside;
  readonly definition: JsonObject;
  // biome-ignore lint/suspicious/noExplicitAny: state types of unlike states
  readonly type: StateType<any>;
}

/** The place and those of all its branches that still move. */
export function* placesIn(place: Place): Generator<Place> {
  yield place;
  const { position } = place.frame;
  if (position.at !== "inside" || position.activity.is !== "branching") return;
  for (const child of placesUnder(occupied(place, position), position.activity)) yield* placesIn(child);
}

/** The places of a state's branches, or of its iterations, which all run the same machine, but for those that are at their end. */
export function* placesUnder(parent: Occupied, { children, iterations }: Branching): Generator<Place> {
  const scopes = parent.type.scopes?.(parent.definition) ?? [];
  for (const [index, frame] of children.entries()) {
    if (frame.position.at === "finished") continue;
    const scope = scopes[iterations ? 0 : index];
    if (!scope) throw new Error(`The state ${parent.inside.state} has no branch ${index}`);
    yield { frame, scope, parent };
  }
}

/** The item of the innermost iteration that the place is in. */
export function itemAt({ frame, parent }: Place): MapItem | undefined {
  return frame.item ?? (parent && itemAt(parent));
}

export function occupied(place: Place, inside: Inside): Occupied {
  const definition = definitionOf(place.scope, inside.state);
  const type = stateTypeOf(definition);
  if (!type) throw new Error(`The state ${inside.state} has a type that is not run here`);
  return { ...place, inside, definition, type };
}

export function definitionOf(scope: Scope, state: string): JsonObject {
  const definition = Object.hasOwn(scope.States, state) ? scope.States[state] : undefined;
  if (!definition) throw new Error(`There is no state ${state}`);
  return definition;
}
