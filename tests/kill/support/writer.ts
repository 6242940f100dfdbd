/** A writer who pushes commit after commit, and again what the cloud did not say it took. */
import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { git } from "../../../cli/git.ts";
import type { KillableCloud } from "./killable-cloud.ts";

export interface Writer {
  /** Commits the files and pushes them until the push was accepted. Gives the commit. */
  push(files: Readonly<Record<string, string>>): Promise<string>;
}

export async function createWriter(clone: string, cloud: KillableCloud): Promise<Writer> {
  mkdirSync(clone, { recursive: true });
  await git(clone, "init", "--quiet", "--initial-branch", "main");
  await git(clone, "config", "user.name", "Test");
  await git(clone, "config", "user.email", "test@lectern.invalid");
  return {
    async push(files) {
      for (const [path, content] of Object.entries(files)) {
        mkdirSync(dirname(join(clone, path)), { recursive: true });
        writeFileSync(join(clone, path), content);
      }
      await git(clone, "add", "--all");
      await git(clone, "commit", "--quiet", "--allow-empty", "-m", "A test's commit");
      for (;;) {
        const { cloneUrl } = await cloud.ready;
        try {
          await git(clone, "push", "--quiet", cloneUrl, "HEAD:refs/heads/main");
          return await git(clone, "rev-parse", "HEAD");
        } catch {
          await delay(20); // killed in the middle of it: the writer pushes again
        }
      }
    },
  };
}
