/**
 * `npm run check:template`: packages serverless.yml, unless a template is named, and says what AWS would refuse of it and
 * what it had better (cloud/check). Ends with status 1 when there is anything. The stage of a given template is told by
 * `--stage`, else it is `dev`.
 */
import { resolve } from "node:path";
import { parseArgs } from "node:util";
import { freshPackage, packageStack, removeOtherPackages } from "../cli/package-stack.ts";
import { checkTemplate } from "../cloud/check/check-template.ts";
import { told } from "../cloud/check/finding.ts";
import { readSpecification } from "../cloud/check/specification.ts";
import { readTemplate } from "../cloud/check/template.ts";

const { positionals, values } = parseArgs({ allowPositionals: true, options: { stage: { type: "string", default: "dev" } } });
const { stage } = values;

async function packaged(): Promise<string> {
  const root = resolve(import.meta.dirname, "..");
  const order = { root, packages: resolve(root, ".lectern/checked-packages"), stage, parameters: {} };
  const made = freshPackage(order) ?? (await packageStack(order));
  removeOtherPackages(order.packages, made);
  return made.template;
}

try {
  const [path = await packaged()] = positionals;
  const template = readTemplate(path);
  const findings = checkTemplate({ template, specification: readSpecification(), stage });
  for (const finding of findings) process.stderr.write(`${told(finding)}\n`);
  if (findings.length > 0) process.exitCode = 1;
  else process.stdout.write(`${Object.keys(template.Resources).length} resources: nothing that AWS would refuse was found.\n`);
} catch (error) {
  process.stderr.write(`${(error as Error).message}\n`);
  process.exitCode = 1;
}
