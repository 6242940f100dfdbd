import { createHash } from "node:crypto";
import { existsSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";

/**
 * A photograph that an earlier run took and kept in the folder, or else a new one, which is kept; taking one costs more than looking
 * at it. The file is named after what was asked for. Photographs of another version of the decks or of the augmentation are others: give
 * those another folder.
 * @param folder none: nothing is kept
 */
export async function keptPhotograph(
  folder: string | undefined,
  wanted: unknown,
  take: () => Promise<{ readonly jpeg: Uint8Array }>,
): Promise<Uint8Array> {
  if (folder === undefined) return (await take()).jpeg;
  const file = join(folder, `${createHash("sha256").update(JSON.stringify(wanted)).digest("hex").slice(0, 32)}.jpg`);
  if (existsSync(file)) return readFileSync(file);
  const { jpeg } = await take();
  writeFileSync(`${file}.new`, jpeg);
  renameSync(`${file}.new`, file);
  return jpeg;
}
