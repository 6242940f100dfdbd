/** What happens in one run of the model. */
import fc from "fast-check";

/** What a push brings. A reset goes back to the commit that many pushes ago. */
export type CommitWish =
  | { readonly is: "new"; readonly builds: boolean; readonly image: "as before" | "new" | "broken"; readonly summary: string }
  | { readonly is: "reset"; readonly back: number };

export type Step = { /** Milliseconds since the step before. */ readonly after: number } & (
  | {
      readonly do: "push";
      readonly commit: CommitWish;
      /** After how many milliseconds the event arrives, each time. */
      readonly deliveries: readonly number[];
      /** Whether a tag and another branch are pushed with it. */
      readonly withOthers: boolean;
    }
  | Kill
  | Outage
);
export interface Kill {
  readonly do: "kill";
  readonly downFor: number;
  /** Whether the running builds die too (they do on one machine, as FAULT). */
  readonly withBuilds: boolean;
}

/** CodeBuild refuses every call for so many milliseconds: longer than any task is patient, at the longest. */
export interface Outage {
  readonly do: "outage";
  readonly lasts: number;
}

/** How a build ends: by what its commit is worth, or by CodeBuild's doing. */
export interface Ending {
  readonly as: "its commit deserves" | "FAULT" | "TIMED_OUT" | "STOPPED" | "vanished";
  readonly seconds: number;
}

/** What happens to one call of AWS, or to one invocation of a task's function; each is counted over the run. */
export type FaultKind = "refused" | "done but the answer is lost" | "done but never answered" | "done, then everything is killed";

export interface Fault {
  readonly at: number;
  readonly kind: FaultKind;
}

export interface Script {
  readonly steps: readonly Step[];
  readonly siteEndings: readonly Ending[];
  readonly imageEndings: readonly Ending[];
  readonly callFaults: readonly Fault[];
  readonly taskFaults: readonly Fault[];
  /** Of latencies and jitter. */
  readonly seed: number;
}

const often = <T>(weight: number, arbitrary: fc.Arbitrary<T>) => ({ weight, arbitrary });
const milliseconds = (from: number, to: number) => fc.integer({ min: from, max: to });

const commit: fc.Arbitrary<CommitWish> = fc.oneof(
  often(
    4,
    fc.record({
      is: fc.constant("new" as const),
      builds: fc.oneof(often(3, fc.constant(true)), often(2, fc.constant(false))),
      image: fc.oneof(often(6, fc.constant("as before" as const)), fc.constantFrom("new" as const, "broken" as const)),
      summary: fc.oneof(fc.constant("Write"), fc.string({ unit: "grapheme", maxLength: 200 })),
    }),
  ),
  often(2, fc.record({ is: fc.constant("reset" as const), back: fc.integer({ min: 1, max: 4 }) })),
);

/** From several at once to a quiet while. */
const after = fc.oneof(
  often(3, milliseconds(1, 40)),
  often(3, milliseconds(500, 15_000)),
  often(1, milliseconds(15_000, 200_000)),
);
const delivery = fc.oneof(often(4, milliseconds(50, 1000)), often(1, milliseconds(1000, 60_000)));
const kill = { downFor: milliseconds(1000, 60_000), withBuilds: fc.boolean() };

const step: fc.Arbitrary<Step> = fc.oneof(
  often(
    12,
    fc.record({
      do: fc.constant("push" as const),
      after,
      commit,
      deliveries: fc.array(delivery, { minLength: 1, maxLength: 3, size: "-1" }),
      withOthers: fc.boolean(),
    }),
  ),
  often(2, fc.record({ do: fc.constant("kill" as const), after, ...kill })),
  often(1, fc.record({ do: fc.constant("outage" as const), after, lasts: milliseconds(10_000, 40 * 60_000) })),
);

const ending: fc.Arbitrary<Ending> = fc.record({
  as: fc.oneof(
    often(6, fc.constant("its commit deserves" as const)),
    often(3, fc.constant("FAULT" as const)),
    often(1, fc.constantFrom("TIMED_OUT" as const, "STOPPED" as const, "vanished" as const)),
  ),
  seconds: fc.oneof(often(6, fc.integer({ min: 1, max: 30 })), often(1, fc.integer({ min: 60, max: 600 }))),
});
const fault = fc.constantFrom<FaultKind>(
  "refused",
  "done but the answer is lost",
  "done but never answered",
  "done, then everything is killed",
);
const faults = (most: number) => fc.array(fc.record({ at: fc.nat(most), kind: fault }), { maxLength: 5 });

export const script: fc.Arbitrary<Script> = fc.record({
  steps: fc.array(step, { minLength: 1, maxLength: 9 }),
  siteEndings: fc.array(ending, { maxLength: 10 }),
  imageEndings: fc.array(ending, { maxLength: 6 }),
  callFaults: faults(300),
  taskFaults: faults(100),
  seed: fc.nat(),
});
