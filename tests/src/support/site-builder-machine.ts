/** The site-builder machine of src/site-builder.asl.yml, run in virtual time with stubs for its functions. */
import { readFileSync } from "node:fs";
import { parse } from "yaml";
import { type MachineOutcome, noAnswer, runMachine } from "../../../local/services/states/run-machine.ts";
import type { SiteBuilderState } from "../../../src/rules/site-builder-state.ts";
import { COMMIT, stateWith } from "./states.ts";

const arnOf = (logicalId: string): string =>
  `arn:aws:lambda:us-east-1:123456789012:function:${logicalId.replace(/LambdaFunction\.Arn$/, "")}`;

/** The definition as CloudFormation would resolve it: a function's ARN for each `!GetAtt`. */
export const definition = parse(readFileSync(new URL("../../../src/site-builder.asl.yml", import.meta.url), "utf8"), {
  customTags: [{ tag: "!GetAtt", resolve: arnOf }],
}) as { readonly TimeoutSeconds: number; readonly States: Readonly<Record<string, Record<string, unknown>>> };

export type FunctionName = "WhatChanged" | "BuildDocker" | "IsTheContainerBuilt" | "BuildSite" | "IsItBuilt" | "Notify";
type Answer = (state: SiteBuilderState) => SiteBuilderState | typeof noAnswer;
/** For each function its answers, one a call; the last one is given for ever. */
export type Script = Partial<Record<FunctionName, readonly Answer[]>>;

/** Answers with the state and these changes. */
export const giving =
  (changes: Partial<SiteBuilderState>): Answer =>
  (state) => ({ ...state, ...changes });

/** Fails as a Lambda function that throws an error of this name. */
export const throwing =
  (name: string, message = `${name} happened`): Answer =>
  () => {
    throw Object.assign(new Error(message), { name });
  };

export const silent: Answer = () => noAnswer;
export const containerGoesOn = giving({ containerBuildDone: false, waitSeconds: 7 });
export const goesOn = giving({ buildDone: false, waitSeconds: 7 });

/** A push whose image is there, and whose every task goes well at once. */
export const WELL: Required<Script> = {
  WhatChanged: [giving({ hasDocker: false })],
  BuildDocker: [giving({ containerBuildId: "image:1", containerBuildDone: false, containerBuildFaulted: false, waitSeconds: 1 })],
  IsTheContainerBuilt: [giving({ containerBuildDone: true })],
  BuildSite: [giving({ buildId: "ticket", buildDone: false, waitSeconds: 1 })],
  IsItBuilt: [giving({ buildDone: true, builtCommitId: COMMIT })],
  Notify: [giving({ message: "noticed" })],
};

export interface SiteBuilderRun extends Omit<MachineOutcome, "output"> {
  readonly output?: SiteBuilderState & { readonly noticeError?: unknown };
  /** What each function was called with, in order. */
  calls(name: FunctionName): readonly SiteBuilderState[];
}

/** Every state that any run has entered. */
export const enteredEver = new Set<string>();

/** Runs the machine with `script` in place of what would go well. */
export async function runSiteBuilder(script: Script = {}): Promise<SiteBuilderRun> {
  const answers = { ...WELL, ...script };
  const calls: { name: FunctionName; state: SiteBuilderState }[] = [];
  const outcome = await runMachine({
    definition,
    input: { ...stateWith() },
    invoke: (functionArn, payload) => {
      const name = functionArn.split(":").at(-1) as FunctionName;
      const state = payload as unknown as SiteBuilderState;
      const before = calls.filter((call) => call.name === name).length;
      calls.push({ name, state });
      const answer = answers[name][Math.min(before, answers[name].length - 1)];
      if (!answer) throw new Error(`No answer for ${name}`);
      return answer(state) as never;
    },
  });
  for (const state of outcome.entered) enteredEver.add(state);
  return {
    ...outcome,
    output: outcome.output as unknown as SiteBuilderState,
    calls: (name) => calls.filter((call) => call.name === name).map(({ state }) => state),
  };
}
