import { writeFileSync } from "node:fs";
import { answerJobs } from "../../../liveblogger/calibration/answer-jobs.ts";
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
    }
  | { readonly kind: "trial"; readonly trial: Trial; readonly deck: PreparedDeck }
  | { readonly kind: "mixed index"; readonly file: string; readonly pages: readonly (readonly [deck: string, page: number])[] };

/** What the recogniser found, and the slide that has the features' votes. */
export interface Tried {
  readonly observation: Observation;
  readonly votesRight: boolean;
}

/** The sequence's answers; what a trial gave; or nothing, the index being in its file. */
export type Done = Judged[] | Tried | undefined;

answerJobs<Job, Done>(async (job) => {
  if (job.kind === "sequence") return runSequence(job.sequence, job.deck, job.coefficients);
  if (job.kind === "mixed index") {
    // One page after the other: eight hundred pictures would not fit into memory.
    const builder = new IndexBuilder(16 / 9);
    for (const [deck, page] of job.pages) builder.add(pageOf(deck, page));
    writeFileSync(job.file, writeIndex(builder.finish()));
    return undefined;
  }
  const { trial, deck } = job;
  const { jpeg } = await photographOf(trial);
  const photograph = await decodePhotograph(jpeg);
  const observation = observe(trial, photograph, deck);
  if (typeof trial.shows !== "number") return { observation, votesRight: false };
  const slide = byFeatureVotes(photograph, indexOf(deck));
  return { observation, votesRight: isRight({ slide, indistinguishable: [] }, trial.shows, deck) };
});
