/** Deployment packages: from the zip among the assets to the folder a process runs in. */
import { createHash, randomUUID } from "node:crypto";
import { createWriteStream, existsSync, readdirSync, readFileSync, realpathSync } from "node:fs";
import { mkdir, readdir, rename, rm } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import { pipeline } from "node:stream/promises";
import { type Entry, openPromise, type ZipFile } from "yauzl";
import type { Cloud } from "../../contracts.ts";
import { AwsError } from "../../errors.ts";
import { writeFileAtomically } from "../../store/atomic-file.ts";
import { syncFolder } from "../../store/folders.ts";
import type { CodePackage } from "./function-configuration.ts";

const FILE_TYPE = 0o170000;
const SYMBOLIC_LINK = 0o120000;
/** Bytes: Lambda's limit for an unzipped package. */
const UNZIPPED_LIMIT = 262_144_000;

/** Where unzipped packages lie, each in a folder named by its zip's SHA-256. */
export function codeFolder(cloud: Cloud): string {
  return join(cloud.stateFolder("lambda"), "code");
}

/**
 * Unzips `zip` into a folder under `folder` that is named by the zip's SHA-256, once.
 * @throws AwsError InvalidParameterValueException when there is no such zip, or it can't be unzipped
 */
export async function unpack(zip: string, folder: string): Promise<CodePackage> {
  if (!existsSync(zip)) {
    throw invalid(
      "Error occurred while GetObject. S3 Error Code: NoSuchKey. S3 Error Message: The specified key does not exist. " +
        `(There is no file ${zip}.)`,
    );
  }
  const content = readFileSync(zip);
  const hash = createHash("sha256").update(content).digest();
  const target = join(folder, hash.toString("hex"));
  if (!existsSync(target)) await unzip(zip, target);
  return { folder: realpathSync(target), sha256: hash.toString("base64"), size: content.length };
}

/** Removes from `folder` the packages that no function uses any more, and what a killed process left half unzipped. */
export async function removeUnused(folder: string, used: readonly CodePackage[]): Promise<void> {
  const kept = new Set(used.map((code) => basename(code.folder)));
  const found = existsSync(folder) ? await readdir(folder, { withFileTypes: true }) : [];
  for (const entry of found) {
    if (entry.isDirectory() && !kept.has(entry.name)) await rm(join(folder, entry.name), { recursive: true, force: true });
  }
}

async function unzip(zip: string, target: string): Promise<void> {
  const unfinished = `${target}.${randomUUID()}.tmp`;
  await mkdir(unfinished, { recursive: true });
  // Nothing above a package says what its `.js` files are, whatever project this folder lies in.
  writeFileAtomically(join(dirname(target), "package.json"), "{}\n");
  try {
    const file = await openPromise(zip);
    let bytes = 0;
    for await (const entry of file.eachEntry()) {
      bytes += entry.uncompressedSize;
      if (bytes > UNZIPPED_LIMIT) throw invalid(`Unzipped size must be smaller than ${UNZIPPED_LIMIT} bytes`);
      await extract(file, entry, unfinished);
    }
    syncFolders(unfinished);
    await rename(unfinished, target).catch((error: unknown) => {
      // Another function with the same package was quicker.
      if (!existsSync(target)) throw error;
    });
    syncFolder(dirname(target));
    await rm(unfinished, { recursive: true, force: true });
  } catch (error) {
    await rm(unfinished, { recursive: true, force: true });
    if (error instanceof AwsError) throw error;
    throw invalid(`Could not unzip uploaded file. Please check your file, then try to upload again. (${error})`);
  }
}

/** A package that is there is whole, also after a power cut: nobody would unzip it again. */
function syncFolders(root: string): void {
  const entries = readdirSync(root, { withFileTypes: true, recursive: true }).filter((entry) => entry.isDirectory());
  for (const path of [root, ...entries.map((entry) => join(entry.parentPath, entry.name))]) syncFolder(path);
}

/** Writes one entry. yauzl has refused absolute names and names with `..` by now. */
async function extract(file: ZipFile, entry: Entry, root: string): Promise<void> {
  const path = join(root, entry.fileName);
  if (entry.fileName.endsWith("/")) {
    await mkdir(path, { recursive: true });
    return;
  }
  await mkdir(dirname(path), { recursive: true });
  const mode = entry.externalFileAttributes >>> 16;
  // A link can lead a later entry out of the folder; packagers follow links rather than pack them.
  if ((mode & FILE_TYPE) === SYMBOLIC_LINK)
    throw invalid(`The package holds a symbolic link, which is not supported: ${entry.fileName}`);
  const content = await file.openReadStreamPromise(entry);
  await pipeline(content, createWriteStream(path, { mode: 0o644 | (mode & 0o111), flags: "wx", flush: true }));
}

function invalid(message: string): AwsError {
  return new AwsError("InvalidParameterValueException", message, 400, { Type: "User" });
}
