/** Packages serverless.yml as for a deployment, but only when what goes into the package has changed. */
import { createHash } from "node:crypto";
import { existsSync, globSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { PackagingFailed } from "./errors.ts";
import { runProgram } from "./run-program.ts";

/** What the package is made from. */
const INPUTS = [
  "serverless.yml",
  "webpack.config.js",
  "tsconfig.json",
  "package-lock.json",
  "cloud/**/*",
  "src/**/*",
  "liveblogger/**/*",
];

export interface Package {
  /** Holds the functions' zips. */
  readonly folder: string;
  /** The CloudFormation template's path. */
  readonly template: string;
}

/** Serverless parameters: `--param="name=value"`. */
export type StackParameters = Readonly<Record<string, string>>;

function fingerprint(root: string, stage: string, parameters: StackParameters): string {
  const hash = createHash("sha256").update(JSON.stringify([stage, parameters]));
  const files = globSync(INPUTS, { cwd: root, withFileTypes: true }).filter((entry) => entry.isFile());
  for (const path of files.map((file) => join(file.parentPath, file.name)).sort()) hash.update(path).update(readFileSync(path));
  return hash.digest("hex");
}

const packageIn = (folder: string): Package => ({ folder, template: join(folder, "cloudformation-template-update-stack.json") });

/** The package in `folder`, when it is of the present inputs. */
export function freshPackage(root: string, folder: string, stage: string, parameters: StackParameters): Package | undefined {
  const mark = join(folder, "fingerprint");
  const isFresh = existsSync(mark) && readFileSync(mark, "utf8") === fingerprint(root, stage, parameters);
  return isFresh ? packageIn(folder) : undefined;
}

/** Runs `sls package` into `folder`. @throws PackagingFailed with what it printed. */
export async function packageStack(root: string, folder: string, stage: string, parameters: StackParameters): Promise<Package> {
  const mark = fingerprint(root, stage, parameters);
  rmSync(folder, { recursive: true, force: true });
  const params = Object.entries(parameters).flatMap(([name, value]) => ["--param", `${name}=${value}`]);
  const sls = join(root, "node_modules/serverless/bin/serverless.js");
  const finished = await runProgram(process.execPath, [sls, "package", "--stage", stage, "--package", folder, ...params], {
    cwd: root,
  });
  if (finished.status !== 0) throw new PackagingFailed(`sls package failed:\n${finished.everything.trim()}`);
  writeFileSync(join(folder, "fingerprint"), mark);
  return packageIn(folder);
}
