import type { Current } from "../../website/scripts/releases/current.ts";
import type { Release } from "../../website/scripts/releases/release.ts";
import { table } from "../table.ts";
import { utc } from "../times.ts";

const columns = ["", "release", "published (UTC)", "commit", "posts", "files", "size"];

/** What `release list` prints: one line a release, newest first, with the site's own marked. */
export function releaseTable(releases: readonly Release[], current: Current | undefined): string[] {
  return table(
    columns,
    releases.map((release) => rowOf(release, current)),
  );
}

function rowOf({ id, time, commit, posts, files, rollbackOf }: Release, current: Current | undefined): string[] {
  const sizes = Object.values(files).map(({ bytes }) => bytes);
  const megabytes = sizes.reduce((sum, bytes) => sum + bytes, 0) / 1_000_000;
  return [
    current?.release === id ? "→" : " ",
    id,
    utc(time),
    commit.slice(0, 7),
    String(posts.length),
    String(sizes.length),
    `${megabytes.toFixed(1)} MB${rollbackOf ? `  (back to ${rollbackOf})` : ""}`,
  ];
}

/** What is to be said when the site is no whole release. */
export function unfinished(releases: readonly Release[], current: Current | undefined): string[] {
  if (!current || releases.some(({ id }) => id === current.release)) return [];
  const { release, commit, state } = current;
  const what = state === "interrupted" ? "was interrupted while it was published" : "is being published";
  return ["", `${release} (commit ${commit.slice(0, 7)}) ${what}. The next publish finishes it; a rollback takes it back.`];
}
