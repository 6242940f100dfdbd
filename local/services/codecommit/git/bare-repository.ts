/** Makes the bare repository, and makes sure of its settings and hooks at every start. */
import { chmodSync, existsSync, mkdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { writeFileAtomically } from "../../../store/atomic-file.ts";
import { HOOKS } from "./hooks.ts";
import { runGit } from "./run-git.ts";

const SETTINGS = {
  "http.receivepack": "true",
  /** A shallow clone may push what it has. */
  "receive.shallowUpdate": "true",
  /** CodeCommit takes forced pushes, and never lets go of the default branch. */
  "receive.denyNonFastForwards": "false",
  "receive.denyDeletes": "false",
  "receive.denyDeleteCurrent": "refuse",
  "core.logAllRefUpdates": "false",
  /** Housekeeping in the background would outlive the server. */
  "receive.autogc": "false",
} as const;

/** Creates the repository at `path` unless it is there, and sets its configuration and hooks. */
export async function ensureBareRepository(path: string): Promise<void> {
  // Half-made by a start that was cut short: HEAD is the last thing that makes it a repository to git.
  if (!existsSync(join(path, "HEAD"))) {
    rmSync(path, { recursive: true, force: true });
    mkdirSync(path, { recursive: true });
    await runGit(path, ["init", "--quiet", "--bare", "--template=", "--initial-branch=main", path]);
  }
  for (const [name, value] of Object.entries(SETTINGS)) await runGit(path, ["config", "--local", name, value]);
  for (const [name, script] of Object.entries(HOOKS)) {
    const file = join(path, "hooks", name);
    writeFileAtomically(file, script);
    chmodSync(file, 0o755);
  }
}
