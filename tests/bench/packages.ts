/** `npm run bench:packages`: how large each function's zip is as `sls package` makes it, and how long packaging takes. */
import { mkdtempSync, readdirSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { packageStack } from "../../cli/package-stack.ts";
import { report } from "./report.ts";
import { timed } from "./timed.ts";

const root = resolve(import.meta.dirname, "../..");
const packages = mkdtempSync(join(tmpdir(), "lectern-packages-"));
/** Kilobytes, as AWS counts them. */
const sizeGoal = 250;

try {
  const [{ folder }, seconds] = await timed(() => packageStack({ root, packages, stage: "bench", parameters: {} }));
  const zips = readdirSync(folder).filter((file) => file.endsWith(".zip"));
  if (zips.length === 0) throw new Error(`sls package made no zip in ${folder}`);
  const sizes = zips
    .sort()
    .map((zip) => ({ figure: zip, value: statSync(join(folder, zip)).size / 1000, unit: "kB", goal: sizeGoal }));
  report([...sizes, { figure: "packaging all of them", value: seconds, unit: "s" }]);
} finally {
  rmSync(packages, { recursive: true, force: true });
}
