/**
 * `node mark-modules.ts <folder>`: marks `<folder>/node_modules` with the lock file beside it.
 * The image's Dockerfile runs it after `npm ci`, so that `modules.ts` can tell what the modules were made from.
 */
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { markerName, modulesKey } from "./modules-key.ts";

const folder = process.argv[2] ?? ".";
const machine = { platform: process.platform, arch: process.arch, nodeVersion: process.versions.node };
const lock = await readFile(join(folder, "package-lock.json"));
await writeFile(join(folder, "node_modules", markerName), `${modulesKey(lock, machine)}\n`);
