/** Packages serverless.yml as for a deployment, but only when what goes into the package has changed. */
import { createHash } from "node:crypto";
import { existsSync, globSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync } from "node:fs";
import { join } from "node:path";
import { PackagingFailed } from "./errors.ts";
import { runProgram } from "./run-program.ts";

/** What the package is made from. */
const INPUTS = [
  "serverless.yml",
  "webpack.config.js",
  "tsconfig.json",
  "package-lock.json",
  "cloud/{*,edge/*}",
  "src/**/*",
  "liveblogger/**/*",
];

export interface Package {
  /** Holds the functions' zips. */
  readonly folder: string;
  /** The CloudFormation template's path. */
  readonly template: string;
}

/** What to package, and where packages are kept: a folder each, named by what they were made from. */
export interface PackageOrder {
  readonly root: string;
  readonly packages: string;
  readonly stage: string;
  /** Serverless parameters: `--param="name=value"`. */
  readonly parameters: Readonly<Record<string, string>>;
}

function fingerprint({ root, stage, parameters }: PackageOrder): string {
  const hash = createHash("sha256").update(JSON.stringify([stage, parameters]));
  const files = globSync(INPUTS, { cwd: root, withFileTypes: true }).filter((entry) => entry.isFile());
  for (const path of files.map((file) => join(file.parentPath, file.name)).sort()) hash.update(path).update(readFileSync(path));
  return hash.digest("hex").slice(0, 16);
}

const packageIn = (folder: string): Package => ({ folder, template: join(folder, "cloudformation-template-update-stack.json") });

/** The package of the present inputs, when there is one. */
export function freshPackage(order: PackageOrder): Package | undefined {
  const folder = join(order.packages, fingerprint(order));
  return existsSync(folder) ? packageIn(folder) : undefined;
}

/**
 * Runs `sls package`. The package is made aside and then renamed, so that it is whole or not there, and a running
 * Lectern keeps its own. @throws PackagingFailed with what is wrong
 */
export async function packageStack(order: PackageOrder): Promise<Package> {
  const { root, packages, stage, parameters } = order;
  const name = fingerprint(order);
  const made = join(packages, `${name}.${process.pid}.tmp`);
  mkdirSync(packages, { recursive: true });
  const params = Object.entries(parameters).flatMap(([parameter, value]) => ["--param", `${parameter}=${value}`]);
  const sls = join(root, "node_modules/serverless/bin/serverless.js");
  const finished = await runProgram(process.execPath, [sls, "package", "--stage", stage, "--package", made, ...params], {
    cwd: root,
  });
  if (finished.status !== 0) {
    rmSync(made, { recursive: true, force: true });
    throw new PackagingFailed(
      `serverless.yml, or what it names, can't be packaged:\n\n${reasonIn(finished.everything)}\n\nMend it and start again.`,
    );
  }
  const folder = join(packages, name);
  rmSync(folder, { recursive: true, force: true });
  renameSync(made, folder);
  return packageIn(folder);
}

/** What Serverless says is wrong, without what it says of itself; all that was printed when it was not Serverless that failed. */
function reasonIn(printed: string): string {
  const [, reason = printed] = /^Error:\n(.*)$/ms.exec(printed) ?? [];
  return reason.replace(/^Learn more about .*$/m, "").trim();
}

/** Removes every package but `kept`. */
export function removeOtherPackages(packages: string, kept: Package): void {
  for (const name of readdirSync(packages)) {
    const folder = join(packages, name);
    if (folder !== kept.folder) rmSync(folder, { recursive: true, force: true });
  }
}
