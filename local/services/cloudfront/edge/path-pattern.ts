/** Path patterns: `*` stands for any characters or none, `?` for exactly one; case counts. */

/** A test for one pattern, with or without its leading slash. */
export function pathPattern(pattern: string): (path: string) => boolean {
  const rooted = pattern.startsWith("/") || pattern.startsWith("*") ? pattern : `/${pattern}`;
  const source = rooted
    .replace(/[.+^${}()|[\]\\]/g, "\\$&")
    .replaceAll("*", ".*")
    .replaceAll("?", ".");
  const expression = new RegExp(`^${source}$`, "s");
  return (path) => expression.test(path);
}
