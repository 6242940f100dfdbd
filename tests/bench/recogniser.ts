/**
 * `npm run bench:recogniser [-- --quick] [--photographs DIR] [--workers N] [--json FILE]`: how often the recogniser is right,
 * how sure, how quick. Each deck is reported with an assurance that was fitted to the other decks' photographs, which were
 * taken in other rooms under other conditions. Photographs that aren't ours are judged when a folder of them is given. With --keep,
 * ours are kept in a folder, or taken from there; with --observations, what was seen to calibrate with is kept in a file, or taken
 * from there: it may come from `npm run recogniser:calibrate`. With --tried, what was seen to report on is kept in a folder, part by
 * part, so that a run that was stopped goes on. Give these to one version of the recogniser only.
 */
import { existsSync } from "node:fs";
import { mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { availableParallelism, tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { parseArgs } from "node:util";
import { fitAssurance } from "../../liveblogger/calibration/fit-assurance.ts";
import { calibrationObservations, prepareDecks } from "../../liveblogger/calibration/observe.ts";
import { planTrials } from "../../liveblogger/calibration/plan.ts";
import { photographOf } from "../../liveblogger/calibration/run-trial.ts";
import type { Observation, PreparedDeck, Trial } from "../../liveblogger/calibration/trial.ts";
import { makeDecks } from "../../liveblogger/decks-made/decks.ts";
import type { AssuranceCoefficients } from "../../liveblogger/recogniser/assurance.ts";
import { judge } from "../../liveblogger/recogniser/index.ts";
import { createTextReader } from "./recogniser/baselines/read-text.ts";
import { carriedBytes } from "./recogniser/carried.ts";
import { calibrationError, isAccepted, type Judged, percent } from "./recogniser/figures.ts";
import { measureCost } from "./recogniser/measure-cost.ts";
import { judgeRealPhotographs } from "./recogniser/real-photographs.ts";
import { runJobs } from "./recogniser/run-jobs.ts";
import { planSequences } from "./recogniser/sequence.ts";
import type { Job, Tried } from "./recogniser/worker.ts";
import { type Measured, report } from "./report.ts";

const { values } = parseArgs({
  options: {
    quick: { type: "boolean", default: false },
    photographs: { type: "string" },
    keep: { type: "string" },
    observations: { type: "string" },
    tried: { type: "string" },
    workers: { type: "string", default: String(availableParallelism()) },
    json: { type: "string" },
  },
});
const workers = Number(values.workers);
const tell = (line: string): void => void process.stderr.write(`${line}\n`);

/** How much is done of each: a deck's photographs to calibrate with, to report on, its sequences; all decks' for the rest. */
const SIZE = values.quick
  ? {
      fit: { positives: 9, negatives: 8 },
      trials: { positives: 9, negatives: 8 },
      sequences: 1,
      length: 3,
      read: 12,
      cost: 6,
      sizes: [50, 200],
    }
  : {
      fit: { positives: 36, negatives: 20 },
      trials: { positives: 92, negatives: 48 },
      sequences: 1,
      length: 7,
      read: 40,
      cost: 16,
      sizes: [50, 200, 800],
    };

/** What an earlier run left in the file; or else it is made, and left there. */
async function once<T>(file: string | undefined, make: () => Promise<T>): Promise<T> {
  if (file === undefined) return make();
  if (existsSync(file)) return JSON.parse(await readFile(file, "utf8"));
  const made = await make();
  await writeFile(file, JSON.stringify(made));
  return made;
}

/** Of so many photographs one is looked at as the baseline does. */
const VOTES = 8;

/** The assurance for a deck, fitted to photographs that have nothing of it. */
function fittedWithout(deck: string, observations: readonly Observation[]): AssuranceCoefficients {
  return fitAssurance(observations.filter(({ trial }) => trial.deck !== deck && trial.otherDeck !== deck));
}

function judgeTrial(observation: Observation, coefficients: AssuranceCoefficients, deck: PreparedDeck): Judged {
  const { trial, found, right, none, half } = observation;
  const answer = judge(found, coefficients);
  return {
    level: trial.level,
    positive: !none,
    half,
    twin: typeof trial.shows === "number" && (deck.twin[trial.shows - 1] ?? false),
    answer,
    right: none ? answer.slide === null : answer.slide !== null && right,
  };
}

/** What reading the text would find, on so many of the same photographs. */
async function readTexts(tried: readonly Tried[], decks: readonly PreparedDeck[], count: number): Promise<boolean[]> {
  const positives = tried.flatMap(({ observations }) => observations.filter(({ none }) => !none));
  const chosen = positives.filter((_, i) => i % Math.max(1, Math.floor(positives.length / count)) === 0);
  const reader = await createTextReader();
  const made = makeDecks();
  try {
    const right: boolean[] = [];
    for (const { trial } of chosen) {
      const texts = made.find(({ name }) => name === trial.deck)?.pages.map(({ text }) => text) ?? [];
      const slide = await reader.of(texts)((await photographOf(trial)).jpeg);
      const same = decks.find(({ name }) => name === trial.deck)?.same[Number(trial.shows) - 1] ?? [];
      right.push(slide !== null && same.includes(slide));
    }
    return right;
  } finally {
    await reader.close();
  }
}

async function realFigures(folder: string | undefined, coefficients: AssuranceCoefficients): Promise<Measured[]> {
  if (folder === undefined) {
    tell("Photographs that aren't ours are left out: --photographs DIR judges them.");
    return [];
  }
  const { frames, negatives, otherLectures } = await judgeRealPhotographs(folder, coefficients, tell);
  const accepted = frames.filter((frame) => frame.accepted);
  return [
    { figure: `${frames.length} real photographs: top-1`, value: percent(frames, ({ right }) => right), unit: "%" },
    { figure: "… accepted", value: percent(frames, (frame) => frame.accepted), unit: "%", atLeast: 95 },
    { figure: "… right among accepted", value: percent(accepted, ({ right }) => right), unit: "%", atLeast: 98 },
    { figure: `… ${negatives.length} without a slide: accepted`, value: percent(negatives, Boolean), unit: "%", goal: 0.1 },
    {
      figure: `… ${otherLectures.length} against other lectures' slides: accepted`,
      value: percent(otherLectures, Boolean),
      unit: "%",
      goal: 1,
    },
  ];
}

const folder = await mkdtemp(join(tmpdir(), "bench-recogniser-"));
try {
  for (const made of [values.keep, values.tried]) if (made !== undefined) await mkdir(made, { recursive: true });
  const part = (name: string): string | undefined => values.tried && join(values.tried, `${name}.json`);
  const kept = values.keep === undefined ? {} : { kept: resolve(values.keep) };
  const work = { workers, tell, ...kept };
  const decks = await prepareDecks([], folder, work);
  tell("To report on:");
  const ofDecks: { readonly deck: PreparedDeck; readonly tried: readonly Tried[] }[] = [];
  for (const deck of decks) {
    const look = (trial: Trial, i: number): Job => ({ kind: "trial", trial, deck, ...kept, votes: i % VOTES === 0 });
    const jobs = planTrials(deck, decks, "report", SIZE.trials).map(look);
    ofDecks.push({ deck, tried: await once(part(deck.name), () => runJobs<Tried>(`${deck.name}:`, jobs, workers, tell)) });
  }
  const tried = ofDecks.flatMap((one) => one.tried);
  tell("To calibrate with:");
  const observations = await once(values.observations, () => calibrationObservations(decks, SIZE.fit, work));
  const coefficients = new Map(decks.map(({ name }) => [name, fittedWithout(name, observations)]));
  const coefficientsOf = (name: string): AssuranceCoefficients => coefficients.get(name) ?? fitAssurance(observations);

  const judged = ofDecks.flatMap(({ deck, tried }) =>
    tried.flatMap(({ observations }) =>
      observations.map((observation) => judgeTrial(observation, coefficientsOf(deck.name), deck)),
    ),
  );

  const sequences = decks.flatMap((deck) =>
    planSequences(deck, SIZE.sequences, SIZE.length).map(
      (sequence): Job => ({ kind: "sequence", sequence, deck, coefficients: coefficientsOf(deck.name), ...kept }),
    ),
  );
  const remember = (): Promise<Judged[][]> => runJobs<Judged[]>("Sequences:", sequences, workers, tell);
  const remembered = (await once(part("sequences"), remember)).flat();

  tell("Reading text");
  const read = await once(part("texts"), () => readTexts(tried, decks, SIZE.read));
  tell("Time and memory");
  const costs = await measureCost(decks, SIZE.sizes, SIZE.cost, folder, workers);
  const carried = await carriedBytes();
  const real = await realFigures(values.photographs, fitAssurance(observations));

  const positives = judged.filter(({ positive }) => positive);
  const negatives = judged.filter(({ positive }) => !positive);
  const halves = negatives.filter(({ half }) => half);
  const voted = tried.filter(({ votesRight }) => votesRight !== undefined);
  const easier = positives.filter(({ level }) => level !== "hard");
  const accepted = positives.filter(({ answer }) => isAccepted(answer));
  const twins = easier.filter(({ twin }) => twin);
  const right = ({ right }: Judged): boolean => right;
  const ofLevel = (level: Judged["level"], all = positives): Judged[] => all.filter((one) => one.level === level);
  const first = costs[0];
  const last = costs.at(-1);
  const usual = costs[SIZE.sizes.indexOf(200)];
  if (!first || !last || !usual) throw new Error("nothing was measured");
  const grown = `${SIZE.sizes[0]} → ${SIZE.sizes.at(-1)} slides`;
  report([
    { figure: `${positives.length} positives: top-1, easy`, value: percent(ofLevel("easy"), right), unit: "%", atLeast: 99 },
    { figure: "… medium", value: percent(ofLevel("medium"), right), unit: "%", atLeast: 99 },
    { figure: "… hard", value: percent(ofLevel("hard"), right), unit: "%", atLeast: 92 },
    { figure: "accepted on easy and medium", value: percent(easier, ({ answer }) => isAccepted(answer)), unit: "%", atLeast: 95 },
    { figure: `wrong among ${accepted.length} accepted`, value: percent(accepted, (one) => !one.right), unit: "%", goal: 0.3 },
    {
      figure: `${negatives.length} negatives: accepted`,
      value: percent(negatives, ({ answer }) => isAccepted(answer)),
      unit: "%",
      goal: 0.1,
    },
    {
      figure: `… ${halves.length} of them pages of the same deck's other half: accepted`,
      value: percent(halves, ({ answer }) => isAccepted(answer)),
      unit: "%",
    },
    { figure: "expected calibration error of the assurance", value: calibrationError(judged), unit: "", goal: 0.02 },
    {
      figure: `with memory (${remembered.length}): top-1, easy and medium`,
      value: percent([...ofLevel("easy", remembered), ...ofLevel("medium", remembered)], right),
      unit: "%",
      atLeast: 99.5,
    },
    { figure: "… hard", value: percent(ofLevel("hard", remembered), right), unit: "%", atLeast: 97 },
    { figure: `near-twins (${twins.length}, easy and medium): top-1`, value: percent(twins, right), unit: "%", atLeast: 95 },
    ...real,
    { figure: "a photograph, 200 slides, with memory", value: usual.withMemory, unit: "ms", goal: 100 },
    { figure: "… without", value: usual.without, unit: "ms", goal: 300 },
    { figure: "peak memory", value: usual.peak / 1e6, unit: "MB", goal: 400 },
    { figure: "load time, index included", value: usual.load, unit: "ms", goal: 500 },
    { figure: "what the Lambda must carry", value: carried / 1e6, unit: "MB", goal: 60 },
    { figure: `cost without memory, ${grown}`, value: last.without / first.without, unit: "times", goal: 2 },
    { figure: `cost with memory, ${grown}`, value: last.withMemory / first.withMemory, unit: "times", goal: 2 },
    {
      figure: `baseline, feature votes and inliers (${voted.length}): top-1, all levels`,
      value: percent(voted, ({ votesRight }) => votesRight === true),
      unit: "%",
    },
    { figure: "… ours, on all", value: percent(positives, right), unit: "%" },
    { figure: `baseline, text read by Tesseract (${read.length} of them): top-1`, value: percent(read, Boolean), unit: "%" },
  ]);
} finally {
  await rm(folder, { recursive: true, force: true });
}
