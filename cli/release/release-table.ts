import type { Current } from "../../website/scripts/releases/current.ts";
import type { Release } from "../../website/scripts/releases/release.ts";

const columns = ["", "release", "published (UTC)", "commit", "posts", "files", "size"];

/** What `release list` prints: one line a release, newest first, with the site's own marked. */
export function releaseTable(releases: readonly Release[], current: Current | undefined): string[] {
  const rows = releases.map((release) => rowOf(release, current));
  const widths = columns.map((column, index) => Math.max(column.length, ...rows.map((row) => row[index]?.length ?? 0)));
  const lines = [columns, ...rows].map((row) =>
    row
      .map((cell, index) => cell.padEnd(widths[index] ?? 0))
      .join("  ")
      .trimEnd(),
  );
  return [...lines, ...unfinished(releases, current)];
}

function rowOf({ id, time, commit, posts, files, rollbackOf }: Release, current: Current | undefined): string[] {
  const sizes = Object.values(files).map(({ bytes }) => bytes);
  const megabytes = sizes.reduce((sum, bytes) => sum + bytes, 0) / 1_000_000;
  return [
    current?.release === id ? "→" : " ",
    id,
    time.slice(0, 19).replace("T", " "),
    commit.slice(0, 7),
    String(posts.length),
    String(sizes.length),
    `${megabytes.toFixed(1)} MB${rollbackOf ? `  (back to ${rollbackOf})` : ""}`,
  ];
}

function unfinished(releases: readonly Release[], current: Current | undefined): string[] {
  if (!current || releases.some(({ id }) => id === current.release)) return [];
  const { release, commit, state } = current;
  const what = state === "interrupted" ? "was interrupted while it was published" : "is being published";
  return ["", `${release} (commit ${commit.slice(0, 7)}) ${what}. The next publish finishes it; a rollback takes it back.`];
}
