import { writeFileSync } from "node:fs";
import { answerJobs } from "../../../liveblogger/calibration/answer-jobs.ts";
import { keptPhotograph } from "../../../liveblogger/calibration/kept-photograph.ts";
import { indexOf, isRight, observe, pageOf, photographOf } from "../../../liveblogger/calibration/run-trial.ts";
import type { Observation, PreparedDeck, Trial } from "../../../liveblogger/calibration/trial.ts";
import { IndexBuilder } from "../../../liveblogger/deck/index-builder.ts";
import type { AssuranceCoefficients } from "../../../liveblogger/recogniser/assurance.ts";
import { decodePhotograph } from "../../../liveblogger/recogniser/index.ts";
import { writeIndex } from "../../../liveblogger/recogniser/index-file.ts";
import { byFeatureVotes } from "./baselines/feature-votes.ts";
import type { Judged } from "./figures.ts";
import { runSequence, type Sequence } from "./sequence.ts";

export type Job =
  | {
      readonly kind: "sequence";
      readonly sequence: Sequence;
      readonly deck: PreparedDeck;
      readonly coefficients: AssuranceCoefficients;
      readonly kept?: string;
    }
  | {
      readonly kind: "trial";
      readonly trial: Trial;
      readonly deck: PreparedDeck;
      readonly kept?: string;
      readonly votes: boolean;
    }
  | { readonly kind: "mixed index"; readonly file: string; readonly pages: readonly (readonly [deck: string, page: number])[] };

/** What the recogniser found, and whether the slide that has the features' votes is right. */
export interface Tried {
  readonly observations: readonly Observation[];
  /** absent where nobody asked for it */
  readonly votesRight?: boolean;
}

/** The sequence's answers; what a trial gave; or nothing, the index being in its file. */
export type Done = Judged[] | Tried | undefined;

answerJobs<Job, Done>(async (job) => {
  if (job.kind === "sequence") return runSequence(job.sequence, job.deck, job.coefficients, job.kept);
  if (job.kind === "mixed index") {
    // One page after the other: eight hundred pictures would not fit into memory.
    const builder = new IndexBuilder(16 / 9);
    for (const [deck, page] of job.pages) builder.add(pageOf(deck, page));
    writeFileSync(job.file, writeIndex(builder.finish()));
    return undefined;
  }
  const { trial, deck, kept, votes } = job;
  const photograph = await decodePhotograph(await keptPhotograph(kept, trial, () => photographOf(trial)));
  const observations = observe(trial, photograph, deck);
  if (typeof trial.shows !== "number" || !votes) return { observations };
  const slide = byFeatureVotes(photograph, indexOf(deck));
  return { observations, votesRight: isRight({ slide, indistinguishable: [] }, trial.shows, deck) };
});
