/** A disk that is soon full. */
import { execFileSync } from "node:child_process";
import { closeSync, mkdtempSync, openSync, rmdirSync, rmSync, writeSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

export interface SmallDisk {
  readonly folder: string;
  /** Leaves no byte free, and takes what others give back, until `free`. */
  fill(): void;
  /** Gives back what `fill` took, and takes no more. */
  free(): void;
  remove(): void;
}

/** Mounts one of so many bytes, which needs root; undefined where that is not allowed. */
export function mountSmallDisk(bytes: number): SmallDisk | undefined {
  const folder = mkdtempSync(join(tmpdir(), "lectern-disk-"));
  try {
    execFileSync("mount", ["-t", "tmpfs", "-o", `size=${bytes}`, "lectern-test", folder], { stdio: "ignore" });
  } catch {
    rmdirSync(folder);
    return undefined;
  }
  const filler = join(folder, "filler");
  const take = () => {
    const file = openSync(filler, "a");
    for (let size = 1 << 20; size >= 1; size = fits(file, size) ? size : size >> 1);
    closeSync(file);
  };
  let taking: NodeJS.Timeout | undefined;
  const free = () => {
    clearInterval(taking);
    rmSync(filler, { force: true });
  };
  return {
    folder,
    fill() {
      clearInterval(taking);
      take();
      taking = setInterval(take, 5);
    },
    free,
    remove() {
      free();
      execFileSync("umount", [folder]);
      rmdirSync(folder);
    },
  };
}

function fits(file: number, bytes: number): boolean {
  try {
    return writeSync(file, Buffer.alloc(bytes)) > 0;
  } catch {
    return false;
  }
}
