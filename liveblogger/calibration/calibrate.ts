/**
 * `npm run recogniser:calibrate [-- --positives N --negatives N --workers N]`: fits the assurance to photographs of the decks
 * of our own and writes `assurance-coefficients.json`.
 */
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { availableParallelism, tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { parseArgs } from "node:util";
import { fitAssurance } from "./fit-assurance.ts";
import { calibrationObservations, prepareDecks } from "./observe.ts";

const FILE = resolve(import.meta.dirname, "../recogniser/assurance-coefficients.json");

const { values } = parseArgs({
  options: {
    positives: { type: "string", default: "90" },
    negatives: { type: "string", default: "60" },
    workers: { type: "string", default: String(availableParallelism()) },
  },
});
const tell = (line: string): void => void process.stderr.write(`${line}\n`);
const work = { workers: Number(values.workers), tell };
const folder = await mkdtemp(join(tmpdir(), "calibrate-"));
try {
  const decks = await prepareDecks([], folder, work);
  const counts = { positives: Number(values.positives), negatives: Number(values.negatives) };
  const observations = await calibrationObservations(decks, counts, work);
  await writeFile(FILE, `${JSON.stringify(fitAssurance(observations), null, 2)}\n`);
  const right = observations.filter((observation) => observation.right).length;
  const positives = observations.filter(({ none }) => !none).length;
  tell(`Fitted to ${observations.length} photographs of ${decks.length} decks; ${right} of ${positives} slides were found.`);
} finally {
  await rm(folder, { recursive: true, force: true });
}
