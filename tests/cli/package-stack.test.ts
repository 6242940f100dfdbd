import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { PackagingFailed } from "../../cli/errors.ts";
import { freshPackage, packageStack, removeOtherPackages } from "../../cli/package-stack.ts";

/** A project whose `sls package` is a program of ours. */
let root: string;
let packages: string;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), "lectern-package-"));
  packages = join(root, "packages");
  mkdirSync(join(root, "src"));
  mkdirSync(join(root, "node_modules/serverless/bin"), { recursive: true });
  writeFileSync(join(root, "serverless.yml"), "service: x");
  sls(`import { mkdirSync } from "node:fs"; mkdirSync(process.argv[process.argv.indexOf("--package") + 1]);`);
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

const sls = (program: string): void => writeFileSync(join(root, "node_modules/serverless/bin/serverless.js"), program);
const order = (parameters: Record<string, string> = { branch: "main" }, stage = "local") => ({
  root,
  packages,
  stage,
  parameters,
});
const fresh = (parameters?: Record<string, string>, stage?: string) => freshPackage(order(parameters, stage));

test("packages again only when an input, the stage or a parameter changed", async () => {
  expect(fresh()).toBeUndefined();
  const packaged = await packageStack(order());
  expect(fresh()).toEqual(packaged);
  expect(fresh({ branch: "trunk" })).toBeUndefined();
  expect(fresh(undefined, "prod")).toBeUndefined();
  writeFileSync(join(root, "src/new.ts"), "");
  expect(fresh()).toBeUndefined();
});

test("a package is made beside the ones that others run, which go when they are no longer wanted", async () => {
  const first = await packageStack(order());
  const second = await packageStack(order({ branch: "trunk" }));
  expect([first.folder, second.folder].map((folder) => existsSync(folder))).toEqual([true, true]);
  removeOtherPackages(packages, second);
  expect([first.folder, second.folder].map((folder) => existsSync(folder))).toEqual([false, true]);
});

test("a package that failed says what was printed and is not taken for fresh", async () => {
  sls(`process.stderr.write("bad indentation in serverless.yml:3"); process.exit(1);`);
  const failed = packageStack(order());
  await expect(failed).rejects.toThrow(PackagingFailed);
  await expect(failed).rejects.toThrow("bad indentation in serverless.yml:3");
  expect(fresh()).toBeUndefined();
  expect(readdirSync(packages)).toEqual([]);
});
