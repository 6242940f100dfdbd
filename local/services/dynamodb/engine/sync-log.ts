/**
 * Makes what LevelDB has written survive a power cut. dynalite asks for no sync, so that a write is in the kernel when it
 * is answered, and on disk some seconds later. LevelDB appends every write to its log before it answers.
 */
import { open, readdir } from "node:fs/promises";
import { join } from "node:path";

/** Returns when all that the LevelDB in `folder` has written is on disk. */
export async function syncLog(folder: string): Promise<void> {
  const logs = (await readdir(folder)).filter((name) => /^\d+\.log$/.test(name)).map((name) => join(folder, name));
  // The folder last: a new log's name is its content.
  for (const path of [...logs, folder]) await sync(path);
}

async function sync(path: string): Promise<void> {
  try {
    const handle = await open(path, "r");
    try {
      await handle.sync();
    } finally {
      await handle.close();
    }
  } catch (error) {
    // A log whose writes have gone to a table, which LevelDB syncs itself, is removed.
    if ((error as NodeJS.ErrnoException).code !== "ENOENT") throw error;
  }
}
