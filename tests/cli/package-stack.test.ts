import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { PackagingFailed } from "../../cli/errors.ts";
import { freshPackage, packageStack } from "../../cli/package-stack.ts";

/** A project whose `sls package` is a program of ours. */
let root: string;
let folder: string;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), "lectern-package-"));
  folder = join(root, "out");
  mkdirSync(join(root, "src"));
  mkdirSync(join(root, "node_modules/serverless/bin"), { recursive: true });
  writeFileSync(join(root, "serverless.yml"), "service: x");
  sls(`import { mkdirSync } from "node:fs"; mkdirSync(process.argv[process.argv.indexOf("--package") + 1]);`);
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

const sls = (program: string): void => writeFileSync(join(root, "node_modules/serverless/bin/serverless.js"), program);
const fresh = (parameters = { branch: "main" }) => freshPackage(root, folder, "local", parameters);

test("packages again only when an input, the stage or a parameter changed", async () => {
  expect(fresh()).toBeUndefined();
  const packaged = await packageStack(root, folder, "local", { branch: "main" });
  expect(fresh()).toEqual(packaged);
  expect(fresh({ branch: "trunk" })).toBeUndefined();
  expect(freshPackage(root, folder, "prod", { branch: "main" })).toBeUndefined();
  writeFileSync(join(root, "src/new.ts"), "");
  expect(fresh()).toBeUndefined();
});

test("a package that failed says what was printed and is not taken for fresh", async () => {
  sls(`process.stderr.write("bad indentation in serverless.yml:3"); process.exit(1);`);
  const failed = packageStack(root, folder, "local", { branch: "main" });
  await expect(failed).rejects.toThrow(PackagingFailed);
  await expect(failed).rejects.toThrow("bad indentation in serverless.yml:3");
  expect(fresh()).toBeUndefined();
});
