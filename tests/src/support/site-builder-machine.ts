/** The site-builder machine of src/site-builder.asl.yml, run in virtual time with stubs for its functions. */
import type { SiteBuilderState } from "../../../src/rules/site-builder-state.ts";
import { type Answers, giving as givingAny, type MachineRun, machineOf } from "./machine.ts";
import { COMMIT, stateWith } from "./states.ts";

export { silent, throwing } from "./machine.ts";

export type FunctionName = "WhatChanged" | "BuildDocker" | "IsTheContainerBuilt" | "BuildSite" | "IsItBuilt" | "Notify";
export type Script = Partial<Answers<SiteBuilderState, FunctionName>>;

const machine = machineOf<SiteBuilderState, FunctionName>("src/site-builder.asl.yml", stateWith());
export const { definition, enteredEver } = machine;

export const giving = givingAny<SiteBuilderState>;
export const containerGoesOn = giving({ containerBuildDone: false, waitSeconds: 7 });
export const goesOn = giving({ buildDone: false, waitSeconds: 7 });

/** A push whose image is there, and whose every task goes well at once. */
export const WELL: Answers<SiteBuilderState, FunctionName> = {
  WhatChanged: [giving({ hasDocker: false })],
  BuildDocker: [giving({ containerBuildId: "image:1", containerBuildDone: false, containerBuildFaulted: false, waitSeconds: 1 })],
  IsTheContainerBuilt: [giving({ containerBuildDone: true })],
  BuildSite: [giving({ buildId: "ticket", buildDone: false, waitSeconds: 1 })],
  IsItBuilt: [giving({ buildDone: true, builtCommitId: COMMIT })],
  Notify: [giving({ message: "noticed" })],
};

/** Runs the machine with `script` in place of what would go well. */
export const runSiteBuilder = (script: Script = {}): Promise<MachineRun<SiteBuilderState, FunctionName>> =>
  machine.run({ ...WELL, ...script });
