import { judge } from "../recogniser/index.ts";
import { fitAssurance } from "./fit-assurance.ts";
import type { Observation } from "./trial.ts";

/** One answer in so many may be wrong: of the few hundred that a calibration accepts, no smaller part can be told. */
const WRONG = 1 / 100;
/** No bar is lower, nor higher, whatever was seen. */
const LOWEST = 0.9;
const HIGHEST = 0.999;

/**
 * The assurance from which on a single answer is wrong less than once in a hundred, as far as was seen: each deck's answers are judged
 * with an assurance that was fitted to the other decks.
 */
export function certainAssurance(observations: readonly Observation[]): number {
  const decks = new Set(observations.map(({ trial }) => trial.deck));
  const answers = [...decks].flatMap((deck) => {
    const coefficients = fitAssurance(observations.filter(({ trial }) => trial.deck !== deck && trial.otherDeck !== deck));
    return observations
      .filter(({ trial }) => trial.deck === deck)
      .map(({ found, right }) => ({ ...judge(found, coefficients), right }))
      .filter(({ slide }) => slide !== null);
  });
  answers.sort((a, b) => b.assurance - a.assurance);
  let [wrong, bar] = [0, HIGHEST];
  answers.forEach(({ assurance, right }, i) => {
    if (!right) wrong++;
    if (wrong / (i + 1) < WRONG) bar = assurance;
  });
  return Math.min(HIGHEST, Math.max(LOWEST, Math.ceil(bar * 1000) / 1000));
}
