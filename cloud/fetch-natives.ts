/** Fetches sharp's native parts for another architecture than this machine's: those that package-lock.json names, and no others. */
import { execFile } from "node:child_process";
import { createHash } from "node:crypto";
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, renameSync, rmSync } from "node:fs";
import { dirname, join } from "node:path";
import { promisify } from "node:util";

const run = promisify(execFile);

/** What is read of package-lock.json. */
interface Locked {
  readonly version: string;
  readonly integrity: string;
  readonly optionalDependencies?: Readonly<Record<string, string>>;
}
type Lock = Readonly<Record<string, Locked>>;

/** Gives an npm package's archive, which it puts into the folder. */
export type Pack = (spec: string, folder: string) => Promise<string>;

export class NativesUnknown extends Error {
  override readonly name = "NativesUnknown";
}
export class NativesChanged extends Error {
  override readonly name = "NativesChanged";
}

/**
 * Unpacks the parts into `into`/node_modules, and gives their names and versions.
 * @param architecture as npm names it: `arm64`
 * @throws NativesUnknown when the lock file has none for it, NativesChanged when an archive is not the one of the lock file
 */
export async function fetchNatives(order: {
  readonly architecture: string;
  readonly root: string;
  readonly into: string;
  readonly pack?: Pack;
}): Promise<string[]> {
  const { architecture, root, into, pack = packByNpm } = order;
  const lock = JSON.parse(readFileSync(join(root, "package-lock.json"), "utf8")).packages as Lock;
  mkdirSync(into, { recursive: true });
  const folder = mkdtempSync(join(into, "fetching-"));
  try {
    const parts = [...partsOf(`@img/sharp-linux-${architecture}`, lock)];
    for (const [name, locked] of parts) await fetchOne(name, locked, { folder, into, pack });
    return parts.map(([name, { version }]) => `${name} ${version}`);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** A package and what it needs, as the lock file has them. */
function* partsOf(name: string, lock: Lock): Generator<[string, Locked]> {
  const locked = lock[`node_modules/${name}`];
  if (!locked) {
    const known = Object.keys(lock).flatMap((path) => /^node_modules\/@img\/sharp-linux-(\w+)$/.exec(path)?.[1] ?? []);
    throw new NativesUnknown(`package-lock.json has no ${name}. It has those for ${known.sort().join(", ")}.`);
  }
  yield [name, locked];
  for (const needed of Object.keys(locked.optionalDependencies ?? {})) yield* partsOf(needed, lock);
}

async function fetchOne(
  name: string,
  { version, integrity }: Locked,
  { folder, into, pack }: { readonly folder: string; readonly into: string; readonly pack: Pack },
): Promise<void> {
  const archive = await pack(`${name}@${version}`, folder);
  const [algorithm = "", expected] = integrity.split(/-(.*)/s);
  if (createHash(algorithm).update(readFileSync(archive)).digest("base64") !== expected)
    throw new NativesChanged(
      `${name} ${version} is not the one of package-lock.json: its checksum is another. Nothing was unpacked.`,
    );
  const unpacked = mkdtempSync(join(folder, "unpacked-"));
  await run("tar", ["-xzf", archive, "--strip-components=1", "-C", unpacked]);
  const place = join(into, "node_modules", name);
  rmSync(place, { recursive: true, force: true });
  mkdirSync(dirname(place), { recursive: true });
  renameSync(unpacked, place);
}

async function packByNpm(spec: string, folder: string): Promise<string> {
  const to = mkdtempSync(join(folder, "archive-"));
  await run("npm", ["pack", spec, "--silent", "--pack-destination", to]);
  const [file = ""] = readdirSync(to);
  return join(to, file);
}
