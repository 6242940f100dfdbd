import { open, readFile, rm } from "node:fs/promises";
import { join } from "node:path";
import { QueueInUse } from "../errors.ts";

/** Keeps other cameras out of a folder as long as this program runs; gives what lets them in again. @throws QueueInUse */
export async function lock(folder: string): Promise<() => Promise<void>> {
  const path = join(folder, "lock");
  for (;;) {
    try {
      const file = await open(path, "wx");
      await file.write(String(process.pid));
      await file.close();
      return () => rm(path, { force: true });
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== "EEXIST") throw error;
    }
    const pid = Number(await readFile(path, "utf8").catch(() => ""));
    if (pid !== process.pid && isRunning(pid)) throw new QueueInUse(folder, pid);
    await rm(path, { force: true }); // whoever locked it was killed
  }
}

function isRunning(pid: number): boolean {
  if (!(pid > 0)) return false;
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "EPERM";
  }
}
