/** When each thing happened to a photograph, heard from the cloud that it went through; milliseconds since the epoch. */
import type { CloudEvent } from "local-cloud";

export interface Timeline {
  /** when the camera began to send it */
  readonly sent: number;
  /** when the camera heard that it was taken */
  readonly accepted: number;
  /** when a reader could fetch its entry */
  readonly seen: number;
  /** when its execution began */
  readonly started: number;
  /** when each of the machine's states was entered */
  readonly entered: ReadonlyMap<string, number>;
}

/** Hears of executions. */
export class Executions {
  readonly #started = new Map<string, number>();
  readonly #entered = new Map<string, Map<string, number>>();

  hear(event: CloudEvent): void {
    if (event.type === "execution-started") this.#started.set(nameOf(event.executionArn), Date.now());
    if (event.type === "state-entered") {
      const name = nameOf(event.executionArn);
      const entered = this.#entered.get(name) ?? new Map<string, number>();
      this.#entered.set(name, entered);
      if (!entered.has(event.state)) entered.set(event.state, Date.now());
    }
  }

  of(execution: string): Pick<Timeline, "started" | "entered"> {
    return { started: this.#started.get(execution) ?? Number.NaN, entered: this.#entered.get(execution) ?? new Map() };
  }
}

const nameOf = (executionArn: string): string => executionArn.slice(executionArn.lastIndexOf(":") + 1);

/** The ways between a photograph's moments, in the order in which it goes them. */
export const STEPS: readonly (readonly [step: string, seconds: (times: Timeline) => number])[] = [
  ["upload: sent to accepted", ({ sent, accepted }) => accepted - sent],
  ["event: accepted to the machine's start", ({ accepted, started }) => started - accepted],
  ["WhichSlide", (times) => between(times, "WhichSlide", "IsThisANewSlide")],
  ["IsThisANewSlide", (times) => between(times, "IsThisANewSlide", "PullSlideData")],
  ["PullSlideData", (times) => between(times, "PullSlideData", "CreateDocument")],
  ["CreateDocument", (times) => between(times, "CreateDocument", "BuildSite")],
  ["feed: CreateDocument's start to seen", ({ seen, entered }) => seen - at(entered, "CreateDocument")],
];

const at = (entered: Timeline["entered"], state: string): number => entered.get(state) ?? Number.NaN;
const between = ({ entered }: Timeline, state: string, next: string): number => at(entered, next) - at(entered, state);
