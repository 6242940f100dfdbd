/** What `cache.paths` name. */
import { join } from "node:path";
import { glob } from "tinyglobby";
import { exists } from "./cache-folders.ts";

/** Paths of the build's user on AWS, outside the source: HOME lives on by itself here, so they need no saving. */
export function isOutsideSource(path: string): boolean {
  return /^[/~]/.test(path) || path.split("/").includes("..");
}

/** The path of a pattern that means a folder with all below it, or one path; undefined for any other pattern. */
export function plainPath(pattern: string): string | undefined {
  const path = pattern.replace(/^\.\//, "").replace(/\/(?:\*\*\/\*|\*\*)?$/, "");
  return /[*?[\]{}!()]/.test(path) ? undefined : path;
}

/** Whole folders for a folder with all below it and for plain paths, single files for any other pattern; none inside another. */
export async function cachedPaths(sourceFolder: string, patterns: readonly string[]): Promise<string[]> {
  const found = new Set<string>();
  for (const pattern of patterns) {
    const path = plainPath(pattern);
    if (path !== undefined) {
      if (path !== "" && path !== "." && exists(join(sourceFolder, path))) found.add(path);
      continue;
    }
    const files = await glob(pattern, { cwd: sourceFolder, dot: true, onlyFiles: true, followSymbolicLinks: false });
    for (const file of files) found.add(file);
  }
  const all = [...found].sort();
  return all.filter((path) => !all.some((other) => path.startsWith(`${other}/`)));
}
