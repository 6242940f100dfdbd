import { answerJobs } from "./answer-jobs.ts";
import { prepareDeck } from "./prepare-deck.ts";
import { runTrial } from "./run-trial.ts";
import type { Observation, PreparedDeck, Trial } from "./trial.ts";

export type Job =
  | { readonly kind: "prepare"; readonly name: string; readonly folder: string }
  | { readonly kind: "trial"; readonly trial: Trial; readonly deck: PreparedDeck; readonly kept?: string };

answerJobs<Job, PreparedDeck | Observation[]>((job) =>
  job.kind === "prepare" ? prepareDeck(job.name, job.folder) : runTrial(job.trial, job.deck, job.kept),
);
