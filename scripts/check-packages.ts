/**
 * `npm run check:packages -- FOLDER`: what is wrong with the zips that `sls package` left there (cloud/package-contents.ts), and how large
 * each is. Ends with status 1 when there is anything. `--architecture arm64` is for those that were packaged so.
 */
import { existsSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { parseArgs } from "node:util";
import { type Architecture, type Budget, readPackage, wrongIn } from "../cloud/package-contents.ts";

/** What is read of the template. */
interface LambdaFunction {
  readonly Type: string;
  readonly Properties: { readonly Handler: string };
}

const { positionals, values } = parseArgs({
  allowPositionals: true,
  options: { architecture: { type: "string", default: "x64" } },
});
const [folder = ".serverless"] = positionals;
const template = join(folder, "cloudformation-template-update-stack.json");
if (!existsSync(template)) {
  process.stderr.write(`There is no package in ${folder}: npx sls package makes one, in .serverless.\n`);
  process.exit(1);
}
const read = (path: string) => JSON.parse(readFileSync(path, "utf8"));

const budgets: Readonly<Record<string, Budget>> = read(resolve(import.meta.dirname, "../cloud/package-budget.json"));
const { Resources } = read(template);
for (const { Type, Properties } of Object.values(Resources) as LambdaFunction[]) {
  if (Type !== "AWS::Lambda::Function") continue;
  const bundle = Properties.Handler.replace(/\.handler$/, ".js");
  const name = bundle.replace(/^.*\/|\.js$/g, "");
  const contents = readPackage(join(folder, `${name}.zip`));
  const problems = wrongIn(contents, bundle, budgets[name] ?? { zip: 0, bundle: 0 }, values.architecture as Architecture);
  process.stdout.write(`${name.padEnd(20)} ${String(Math.ceil(contents.size / 1000)).padStart(6)} kB\n`);
  for (const problem of problems) process.stderr.write(`${name}.zip: ${problem}.\n`);
  if (problems.length > 0) process.exitCode = 1;
}
