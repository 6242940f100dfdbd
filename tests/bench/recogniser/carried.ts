import { readFileSync } from "node:fs";
import { lstat, readdir } from "node:fs/promises";
import { join, resolve } from "node:path";

const ROOT = resolve(import.meta.dirname, "../../..");
/** What the recogniser imports; of native packages, a Lambda carries those for Linux on x64. */
const PACKAGES = ["sharp"];

async function bytesIn(path: string): Promise<number> {
  const found = await lstat(path);
  if (!found.isDirectory()) return found.size;
  const inside = await readdir(path);
  return (await Promise.all(inside.map((name) => bytesIn(join(path, name))))).reduce((sum, bytes) => sum + bytes, 0);
}

/** The bytes, unpacked, of the recogniser and of the packages that it needs. */
export async function carriedBytes(): Promise<number> {
  const folders = new Set<string>([join(ROOT, "liveblogger/recogniser")]);
  const add = (name: string): void => {
    const folder = join(ROOT, "node_modules", name);
    if (folders.has(folder)) return;
    folders.add(folder);
    const { dependencies = {}, optionalDependencies = {} } = JSON.parse(readFileSync(join(folder, "package.json"), "utf8"));
    const native = Object.keys(optionalDependencies).filter((optional) => optional.endsWith("-linux-x64"));
    for (const needed of [...Object.keys(dependencies), ...native]) add(needed);
  };
  for (const name of PACKAGES) add(name);
  return (await Promise.all([...folders].map(bytesIn))).reduce((sum, bytes) => sum + bytes, 0);
}
