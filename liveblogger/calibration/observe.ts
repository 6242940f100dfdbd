import { makeDecks } from "../decks-made/decks.ts";
import { planTrials } from "./plan.ts";
import { runInWorkers } from "./run-in-workers.ts";
import type { Observation, PreparedDeck, Trial } from "./trial.ts";
import type { Job } from "./worker.ts";

const WORKER = new URL("./worker.ts", import.meta.url);

export interface Work {
  readonly workers: number;
  /** where photographs are kept for later runs, if anywhere */
  readonly kept?: string;
  /** a line about how far it is */
  readonly tell: (line: string) => void;
}

function counter(what: string, total: number, tell: Work["tell"]): (done: number) => void {
  const every = Math.max(1, Math.round(total / 10));
  return (done) => {
    if (done % every === 0) tell(`${what} ${done} of ${total}`);
  };
}

/** Draws and indexes decks of our own, all or those named. */
export async function prepareDecks(names: readonly string[], folder: string, { workers, tell }: Work): Promise<PreparedDeck[]> {
  const wanted = makeDecks().filter(({ name }) => names.length === 0 || names.includes(name));
  const jobs = wanted.map(({ name }): Job => ({ kind: "prepare", name, folder }));
  return runInWorkers(WORKER, jobs, workers, counter("Indexed decks:", jobs.length, tell));
}

/** Runs trials. */
export async function runTrials(
  trials: readonly Trial[],
  decks: readonly PreparedDeck[],
  { workers, kept, tell }: Work,
): Promise<Observation[]> {
  const jobs = trials.flatMap((trial): Job[] => {
    const deck = decks.find(({ name }) => name === trial.deck);
    return deck ? [{ kind: "trial", trial, deck, ...(kept && { kept }) }] : [];
  });
  const observed = await runInWorkers<Job, Observation[]>(WORKER, jobs, workers, counter("Photographs:", jobs.length, tell));
  return observed.flat();
}

/** Observations to calibrate with, so many a deck. */
export function calibrationObservations(
  decks: readonly PreparedDeck[],
  counts: { readonly positives: number; readonly negatives: number },
  work: Work,
): Promise<Observation[]> {
  const trials = decks.flatMap((deck) => planTrials(deck, decks, "calibration", counts));
  return runTrials(trials, decks, work);
}
