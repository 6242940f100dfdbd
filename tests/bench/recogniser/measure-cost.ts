import { execFile } from "node:child_process";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import { runInWorkers } from "../../../liveblogger/calibration/run-in-workers.ts";
import { photographOf } from "../../../liveblogger/calibration/run-trial.ts";
import type { PreparedDeck } from "../../../liveblogger/calibration/trial.ts";
import { seededRandom } from "../../../liveblogger/seeded-random.ts";
import type { Cost } from "./cost.ts";
import { WORKER } from "./run-jobs.ts";
import type { Job } from "./worker.ts";

type MixedPage = readonly [deck: string, page: number];

/** Photographed are pages that are in every size's deck. */
const IN_ALL = 30;

/**
 * What recognising takes with decks of several sizes, mixed of all our decks' pages; each smaller one is the beginning of the
 * larger ones, and the photographs are the same.
 */
export async function measureCost(
  decks: readonly PreparedDeck[],
  sizes: readonly number[],
  photographs: number,
  folder: string,
  workers: number,
): Promise<Cost[]> {
  const pages = seededRandom("cost").shuffled(
    decks.flatMap(({ name, pageCount }) => Array.from({ length: pageCount }, (_, i): MixedPage => [name, i + 1])),
  );
  const indexOf = (size: number): string => join(folder, `mixed-${size}.index`);
  const jobs = sizes.map((size): Job => ({ kind: "mixed index", file: indexOf(size), pages: pages.slice(0, size) }));
  await runInWorkers(WORKER, jobs, workers);
  const files: string[] = [];
  for (const [i, [deck, shows]] of pages.slice(0, Math.min(IN_ALL, photographs)).entries()) {
    const { jpeg } = await photographOf({ deck, shows, set: "report", level: i % 2 ? "medium" : "easy", seed: `cost/${i}` });
    files.push(join(folder, `cost-${i}.jpg`));
    await writeFile(files.at(-1) ?? "", jpeg);
  }
  const costs: Cost[] = [];
  for (const size of sizes) {
    const program = join(import.meta.dirname, "cost.ts");
    const { stdout } = await promisify(execFile)(process.execPath, [
      "--disable-warning=ExperimentalWarning",
      program,
      indexOf(size),
      ...files,
    ]);
    costs.push(JSON.parse(stdout));
  }
  return costs;
}
