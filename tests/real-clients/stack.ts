/**
 * Boots the cloud that real clients look around in, until it is ended by SIGTERM: `stack.ts <folder>`. Its resources are
 * those of the `*.resources.json` beside this file; each `functions/<name>.mjs` is the `index.mjs` of `<name>.zip`.
 * When it is up, `<folder>/environment` has what clients need, in the form that a shell reads.
 */
import { mkdir, readdir, readFile, rename, writeFile } from "node:fs/promises";
import { basename, join } from "node:path";
import { zipSync } from "fflate";
import { startCloud } from "../../local/index.ts";

const here = import.meta.dirname;
const [folder] = process.argv.slice(2);
if (folder === undefined) throw new TypeError("Usage: stack.ts <folder>");
const assetsFolder = join(folder, "assets");

await mkdir(assetsFolder);
const functions = (await readdir(join(here, "functions"))).filter((file) => file.endsWith(".mjs"));
for (const file of functions) {
  const zip = zipSync({ "index.mjs": await readFile(join(here, "functions", file)) });
  await writeFile(join(assetsFolder, `${basename(file, ".mjs")}.zip`), zip);
}
const cloud = await startCloud({
  template: { Resources: await resources() },
  assetsFolder,
  stateFolder: join(folder, "state"),
  stackName: "real-clients",
  gatewayPort: 0,
  onEvent(event) {
    if (event.type === "internal-error") process.stderr.write(`${event.where}: ${event.message}\n`);
  },
});
process.once("SIGTERM", () => void cloud.stop());

const environment = `AWS_ENDPOINT_URL=${cloud.endpoint}\nAWS_ACCESS_KEY_ID=local\nAWS_SECRET_ACCESS_KEY=local\n`;
await writeFile(join(folder, "environment.new"), environment);
await rename(join(folder, "environment.new"), join(folder, "environment"));

async function resources(): Promise<Record<string, unknown>> {
  const files = (await readdir(here)).filter((file) => file.endsWith(".resources.json")).sort();
  const parts = files.map(async (file) => JSON.parse(await readFile(join(here, file), "utf8")) as Record<string, unknown>);
  return Object.assign({}, ...(await Promise.all(parts)));
}
