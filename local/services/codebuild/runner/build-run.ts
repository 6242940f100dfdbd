/** What the parts of a build's run share. */
import type { Cloud, Principal } from "../../../contracts.ts";
import type { Progress } from "../builds/progress.ts";
import type { Project } from "../projects.ts";
import type { BuildLog } from "./build-log.ts";
import type { BuildContainer } from "./containers/container.ts";
import type { FindEngine } from "./provision.ts";
import type { Removal } from "./removal.ts";
import type { Shell } from "./shell.ts";
import type { Workspace } from "./workspace.ts";

export interface BuildRun {
  readonly cloud: Cloud;
  readonly progress: Progress;
  readonly project: Project;
  readonly findEngine: FindEngine;
  readonly removal: Removal;
  /** Aborts with an `Interruption` as the reason. */
  readonly signal: AbortSignal;
}

/** A run that has begun. */
export interface Parts extends BuildRun {
  readonly principal: Principal;
  readonly log: BuildLog;
  readonly stateFolder: string;
  /** What is to be closed at the end, however it comes. */
  readonly closing: { workspace?: Workspace; container?: BuildContainer; shell?: Shell };
}
