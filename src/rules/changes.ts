/** What a commit changed, in words. */

/** One of CodeCommit's differences, with only what is read of it. */
export interface Change {
  readonly before?: string | undefined;
  readonly after?: string | undefined;
}

/** A changed file's path: its new one, unless it was deleted. */
const pathOf = ({ before, after }: Change): string => after ?? before ?? "";

/** For example `3 files changed: README.md, website/content/posts/a/index.md and 1 more`. */
export function describeChanges(changes: readonly Change[]): string {
  const paths = changes.map(pathOf).filter((path) => path !== "");
  if (paths.length === 0) return "No files changed";
  const named = paths.slice(0, 2).join(paths.length === 2 ? " and " : ", ");
  const more = paths.length > 2 ? ` and ${paths.length - 2} more` : "";
  return `${paths.length} ${paths.length === 1 ? "file" : "files"} changed: ${named}${more}`;
}
