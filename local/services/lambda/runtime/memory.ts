/** How much memory a process and what it started take, as Linux's /proc tells. */
import { readFileSync, writeFileSync } from "node:fs";

/** More generations than a sensible function has. */
const deepest = 8;

/**
 * Megabytes: the most that the process itself ever had in memory, of whatever kind, and what its descendants have now
 * beside the files they share. Undefined where there is no /proc, and when the process has ended.
 */
export function memoryUsed(pid: number): number | undefined {
  const peak = field(contentOf(`/proc/${pid}/status`), "VmHWM");
  if (peak === undefined) return undefined;
  return Math.ceil((peak + ofChildren(pid, deepest)) / 1024);
}

/** When the machine's memory runs out, the kernel is to end a function, and not the cloud or a person's browser. */
export function sacrificeFirst(pid: number): void {
  try {
    writeFileSync(`/proc/${pid}/oom_score_adj`, "1000");
  } catch {
    // Not Linux, or the process has ended.
  }
}

function ofChildren(pid: number, generations: number): number {
  if (generations === 0) return 0;
  const children = (contentOf(`/proc/${pid}/task/${pid}/children`) ?? "").split(" ").filter(Boolean).map(Number);
  return children.reduce((sum, child) => {
    const status = contentOf(`/proc/${child}/status`);
    return sum + (field(status, "RssAnon") ?? 0) + (field(status, "RssShmem") ?? 0) + ofChildren(child, generations - 1);
  }, 0);
}

/** A field of a process's status, in kilobytes. */
function field(status: string | undefined, name: string): number | undefined {
  const at = status?.indexOf(`\n${name}:`) ?? -1;
  return at < 0 ? undefined : Number.parseInt(status?.slice(at + name.length + 2) ?? "", 10);
}

function contentOf(path: string): string | undefined {
  try {
    return readFileSync(path, "utf8");
  } catch {
    return undefined;
  }
}
