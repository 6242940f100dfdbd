/**
 * `npm run bench:packages`: how large each function's zip is as `sls package` makes it, and how long packaging takes. The goal is
 * for our part of a zip: what native parts weigh is their makers' business, and told beside it.
 */
import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { unzipSync } from "fflate";
import { packageStack } from "../../cli/package-stack.ts";
import { type Measured, report } from "./report.ts";
import { timed } from "./timed.ts";

const root = resolve(import.meta.dirname, "../..");
const packages = mkdtempSync(join(tmpdir(), "lectern-packages-"));
/** Kilobytes, as AWS counts them. */
const sizeGoal = 250;

/** The compressed sizes of a zip's files, and of those that are native packages' (cloud/native-sharp.ts). */
function sizesOf(zip: string): { ours: number; native: number } {
  const bytes = readFileSync(zip);
  let native = 0;
  unzipSync(bytes, {
    filter({ name, size }) {
      if (name.startsWith("node_modules/")) native += size;
      return false;
    },
  });
  return { ours: bytes.length - native, native };
}

try {
  const [{ folder }, seconds] = await timed(() => packageStack({ root, packages, stage: "bench", parameters: {} }));
  const zips = readdirSync(folder).filter((file) => file.endsWith(".zip"));
  if (zips.length === 0) throw new Error(`sls package made no zip in ${folder}`);
  const sizes = zips.sort().flatMap((zip): Measured[] => {
    const { ours, native } = sizesOf(join(folder, zip));
    return [
      { figure: zip, value: ours / 1000, unit: "kB", goal: sizeGoal },
      ...(native > 0 ? [{ figure: `${zip}: native parts`, value: native / 1000, unit: "kB" }] : []),
    ];
  });
  report([...sizes, { figure: "packaging all of them", value: seconds, unit: "s" }]);
} finally {
  rmSync(packages, { recursive: true, force: true });
}
