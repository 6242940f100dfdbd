import type { Execution } from "./machine-room.ts";
import type { World } from "./world.ts";

/** What was told of a push: the model's own record. */
export interface Telling {
  readonly execution: string;
  readonly pushedAt: string;
  readonly text: string;
}

/** One life of everything, from a start to a kill. */
export interface Life {
  over: boolean;
}

/** One invocation of a function. */
export interface Invocation {
  readonly world: World;
  readonly life: Life;
  /** Absent for startStepFunction. */
  readonly execution?: Execution;
  /** The notices that were on record when it looked. */
  known?: readonly Telling[];
  /** The notice that it sent, until it is on record. */
  unrecorded?: Telling;
}
