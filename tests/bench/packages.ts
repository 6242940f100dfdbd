/**
 * `npm run bench:packages`: how large each function's zip is as `sls package` makes it, beside its budget (cloud/package-budget.json),
 * and how long packaging takes. What native parts weigh is their makers' business, and told beside it.
 */
import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { packageStack } from "../../cli/package-stack.ts";
import { type Budget, readPackage } from "../../cloud/package-contents.ts";
import { type Measured, report } from "./report.ts";
import { timed } from "./timed.ts";

const root = resolve(import.meta.dirname, "../..");
const packages = mkdtempSync(join(tmpdir(), "lectern-packages-"));
const budgets: Readonly<Record<string, Budget>> = JSON.parse(readFileSync(join(root, "cloud/package-budget.json"), "utf8"));

try {
  const [{ folder }, seconds] = await timed(() => packageStack({ root, packages, stage: "bench", parameters: {} }));
  const zips = readdirSync(folder).filter((file) => file.endsWith(".zip"));
  if (zips.length === 0) throw new Error(`sls package made no zip in ${folder}`);
  const sizes = zips.sort().flatMap((zip): Measured[] => {
    const { size, files } = readPackage(join(folder, zip));
    const native = [...files].filter(([name]) => name.startsWith("node_modules/"));
    const { zip: goal = 0 } = budgets[zip.replace(/\.zip$/, "")] ?? {};
    const unpacked = native.reduce((sum, [, { length }]) => sum + length, 0);
    return [
      { figure: zip, value: size / 1000, unit: "kB", goal },
      ...(unpacked > 0 ? [{ figure: `${zip}: native parts, unpacked`, value: unpacked / 1000, unit: "kB" }] : []),
    ];
  });
  report([...sizes, { figure: "packaging all of them", value: seconds, unit: "s" }]);
} finally {
  rmSync(packages, { recursive: true, force: true });
}
