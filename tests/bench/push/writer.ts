/** Who writes and pushes, and looks at the page until it is there. */
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { git } from "../../../cli/git.ts";

/** How often a reader looks whether a page is there; milliseconds. */
const LOOK_EVERY = 50;
const PATIENCE = 15 * 60_000;

/** Commits one more post in the clone, without pushing it. Gives the commit and the post's path on the site. */
export async function writePost(clone: string, number: number): Promise<{ commit: string; path: string }> {
  const name = `bench-${number}`;
  const post = join(clone, "website/content/posts", name);
  mkdirSync(post, { recursive: true });
  writeFileSync(
    join(post, "index.md"),
    `---\ntitle: Bench ${number}\ndate: 2026-01-0${number}\ntags: [bench]\ndescription: A measured post.\n---\n\nText.\n`,
  );
  await git(clone, "add", ".");
  const author = ["-c", "user.name=Bench", "-c", "user.email=bench@lectern.invalid"];
  await git(clone, ...author, "commit", "--quiet", "-m", `Bench ${number}`);
  return { commit: await git(clone, "rev-parse", "HEAD"), path: `/posts/${name}/` };
}

/** Resolves when the page answers. */
export async function pageIsThere(url: string): Promise<void> {
  for (const deadline = Date.now() + PATIENCE; Date.now() < deadline; await delay(LOOK_EVERY)) {
    const { status } = await fetch(url, { method: "HEAD" });
    if (status === 200) return;
  }
  throw new Error(`${url} was not there in time`);
}
