/** Frames together with their definitions: where in the machine each stands. */
import type { JsonObject } from "../asl/json.ts";
import { stateTypeOf } from "../asl/states/index.ts";
import type { Scope, StateType } from "../asl/states/state-type.ts";
import type { Frame, Inside } from "./frame.ts";

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

/** The place and those of all its branches. */
export function* placesIn(place: Place): Generator<Place> {
  yield place;
  const { position } = place.frame;
  if (position.at !== "inside" || position.activity.is !== "branching") return;
  const parent = occupied(place, position);
  const scopes = parent.type.scopes?.(parent.definition) ?? [];
  for (const [index, frame] of position.activity.children.entries()) {
    const scope = scopes[index];
    if (!scope) throw new Error(`The state ${position.state} has no branch ${index}`);
    yield* placesIn({ frame, scope, parent });
  }
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
