import { lstat, readFile, readlink, rm, symlink, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { Progress } from "../support/program.ts";
import { decideModules, type ModulesDecision } from "./decide-modules.ts";
import { type Machine, markerName, modulesKey } from "./modules-key.ts";

export interface ModulesSettings {
  /** The folder with package.json and package-lock.json. */
  readonly site: string;
  /** Where a build image keeps the modules baked into it. */
  readonly baked: string;
  readonly machine: Machine;
  /** Fills `site/node_modules` from the lock file. */
  install(): Promise<void>;
}

/** Gives the site the modules of its lock file, the cheapest way there is. */
export async function prepareModules(settings: ModulesSettings, progress: Progress): Promise<ModulesDecision> {
  const { site, baked } = settings;
  const modules = join(site, "node_modules");
  const wanted = modulesKey(await readFile(join(site, "package-lock.json")), settings.machine);
  const decision = decideModules({ wanted, baked: await marker(baked), present: await marker(modules) });

  if (decision === "keep") progress("node_modules is of this lock file already");
  else if (decision === "link-baked") {
    progress(`linking ${baked}, which was made from this lock file`);
    await link(baked, modules);
  } else {
    if (await isLink(modules)) await rm(modules);
    await settings.install();
    await writeFile(join(modules, markerName), `${wanted}\n`);
  }
  return decision;
}

async function marker(modules: string): Promise<string | undefined> {
  return (await readFile(join(modules, markerName), "utf8").catch(() => undefined))?.trim();
}

async function isLink(path: string): Promise<boolean> {
  const status = await lstat(path).catch(() => undefined);
  return status?.isSymbolicLink() ?? false;
}

async function link(target: string, path: string): Promise<void> {
  if ((await isLink(path)) && (await readlink(path)) === target) return;
  await rm(path, { recursive: true, force: true });
  await symlink(target, path, "dir");
}
