import { lstat, readdir } from "node:fs/promises";
import { createRequire } from "node:module";
import { dirname, join, resolve } from "node:path";

const ROOT = resolve(import.meta.dirname, "../../..");
/** What the Lambda carries for this platform's kin; of native packages, Linux's on x64. */
const PACKAGES = ["sharp"];

async function bytesIn(path: string): Promise<number> {
  const found = await lstat(path);
  if (!found.isDirectory()) return found.size;
  const inside = await readdir(path);
  return (await Promise.all(inside.map((name) => bytesIn(join(path, name))))).reduce((sum, bytes) => sum + bytes, 0);
}

/** The bytes, unpacked, of the recogniser and of the packages that it needs. */
export async function carriedBytes(): Promise<number> {
  const { resolve: find } = createRequire(import.meta.url);
  const folders = new Set<string>([join(ROOT, "liveblogger/recogniser")]);
  const add = (name: string): void => {
    const folder = dirname(find(`${name}/package.json`));
    if (folders.has(folder)) return;
    folders.add(folder);
    const { dependencies = {}, optionalDependencies = {} } = createRequire(import.meta.url)(join(folder, "package.json"));
    const native = Object.keys(optionalDependencies).filter((optional) => optional.endsWith("linux-x64"));
    for (const needed of [...Object.keys(dependencies), ...native]) add(needed);
  };
  for (const name of PACKAGES) add(name);
  return (await Promise.all([...folders].map(bytesIn))).reduce((sum, bytes) => sum + bytes, 0);
}
