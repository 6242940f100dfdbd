/**
 * `npm run recogniser:calibrate [-- --positives N --negatives N --workers N --keep DIR --observations FILE]`: fits the assurance to
 * photographs of the decks of our own and writes `assurance-coefficients.json`. With --keep, photographs are kept in a folder, or
 * taken from there. With --observations, what was seen is kept in a file, or taken from there: then nothing but the fit is made anew.
 */
import { existsSync } from "node:fs";
import { mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { availableParallelism, tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { parseArgs } from "node:util";
import type { CalibratedAssurance } from "../recogniser/assurance.ts";
import { certainAssurance } from "./certain.ts";
import { fitAssurance } from "./fit-assurance.ts";
import { calibrationObservations, prepareDecks } from "./observe.ts";
import type { Observation } from "./trial.ts";

const FILE = resolve(import.meta.dirname, "../recogniser/assurance-coefficients.json");

const { values } = parseArgs({
  options: {
    positives: { type: "string", default: "36" },
    negatives: { type: "string", default: "20" },
    keep: { type: "string" },
    observations: { type: "string" },
    workers: { type: "string", default: String(availableParallelism()) },
  },
});
const tell = (line: string): void => void process.stderr.write(`${line}\n`);
const { keep, observations: file } = values;
if (keep !== undefined) await mkdir(keep, { recursive: true });
const work = { workers: Number(values.workers), tell, ...(keep !== undefined && { kept: resolve(keep) }) };

async function observe(): Promise<Observation[]> {
  const folder = await mkdtemp(join(tmpdir(), "calibrate-"));
  try {
    const decks = await prepareDecks([], folder, work);
    const counts = { positives: Number(values.positives), negatives: Number(values.negatives) };
    return await calibrationObservations(decks, counts, work);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

const observations: Observation[] = file && existsSync(file) ? JSON.parse(await readFile(file, "utf8")) : await observe();
if (file && !existsSync(file)) await writeFile(file, JSON.stringify(observations));
const calibrated: CalibratedAssurance = { ...fitAssurance(observations), certain: certainAssurance(observations) };
await writeFile(FILE, `${JSON.stringify(calibrated, null, 2)}\n`);
const right = observations.filter((observation) => observation.right).length;
const positives = observations.filter(({ none }) => !none).length;
tell(`Fitted to what was seen in ${observations.length} looks at photographs; ${right} of ${positives} slides were found.`);
