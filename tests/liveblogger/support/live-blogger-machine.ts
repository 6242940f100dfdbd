/** The live-blogger machine of liveblogger/live-blogger.asl.yml, run in virtual time with stubs for its functions. */
import type { LiveBloggerState } from "../../../liveblogger/rules/live-blogger-state.ts";
import { type Answers, giving as givingAny, type MachineRun, machineOf } from "../../src/support/machine.ts";

export { silent, throwing } from "../../src/support/machine.ts";

export type FunctionName =
  | "WhichSlide"
  | "IsThisANewSlide"
  | "PullSlideData"
  | "CreateDocument"
  | "BuildSite"
  | "IsItBuilt"
  | "Notify";
export type Script = Partial<Answers<LiveBloggerState, FunctionName>>;

export const INPUT: LiveBloggerState = {
  image: "small-websites/1795453965625-0123456789ab.jpg",
  talk: "small-websites",
  takenAt: "2026-11-23T17:12:45.625Z",
  execution: "small-websites-1795453965625-0123456789ab",
};

const machine = machineOf<LiveBloggerState, FunctionName>("liveblogger/live-blogger.asl.yml", INPUT);
export const { definition, enteredEver } = machine;

export const giving = givingAny<LiveBloggerState>;
export const goesOn = giving({ buildDone: false, waitSeconds: 7 });

/** A photograph of a slide that was not shown before, whose every task goes well at once. */
export const WELL: Answers<LiveBloggerState, FunctionName> = {
  WhichSlide: [giving({ prediction: 12, assurance: 0.98 })],
  IsThisANewSlide: [giving({ updateSite: true, entry: "slide-012", slide: 12 })],
  PullSlideData: [giving({ title: "Queues", text: "What I say of queues." })],
  CreateDocument: [giving({ message: "Readers see it" })],
  BuildSite: [giving({ buildId: "ticket", buildDone: false, waitSeconds: 1 })],
  IsItBuilt: [giving({ buildDone: true })],
  Notify: [giving({ message: "noticed" })],
};

/** Runs the machine with `script` in place of what would go well. */
export const runLiveBlogger = (script: Script = {}): Promise<MachineRun<LiveBloggerState, FunctionName>> =>
  machine.run({ ...WELL, ...script });
