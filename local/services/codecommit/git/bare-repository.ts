/** Makes the bare repository, and makes sure of its settings and hooks at every start. */
import { chmodSync, existsSync, mkdirSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { writeFileAtomically } from "../../../store/atomic-file.ts";
import { HOOKS } from "./hooks.ts";
import { runGit } from "./run-git.ts";

/**
 * Written as a whole: `git config` a setting would take ten processes, and one that is killed leaves a lock behind.
 * Any fsync but the working copy's is on, since a push that was answered is one that was kept, also loose objects.
 */
const CONFIGURATION = `[core]
	repositoryformatversion = 0
	filemode = true
	bare = true
	logAllRefUpdates = false
	fsync = all
[http]
	receivepack = true
[receive]
	; a shallow clone may push what it has
	shallowUpdate = true
	; CodeCommit takes forced pushes, and never lets go of the default branch
	denyNonFastForwards = false
	denyDeletes = false
	denyDeleteCurrent = refuse
	; housekeeping in the background would outlive the server
	autogc = false
`;

/** Creates the repository at `path` unless it is there, and sets its configuration and hooks. */
export async function ensureBareRepository(path: string): Promise<void> {
  const configuration = join(path, "config");
  // Half-made by a start that was cut short: what is ours is written last.
  if (!existsSync(join(path, "hooks/post-receive"))) {
    rmSync(path, { recursive: true, force: true });
    mkdirSync(path, { recursive: true });
    await runGit(path, ["init", "--quiet", "--bare", "--template=", "--initial-branch=main", path]);
  }
  keep(configuration, CONFIGURATION);
  for (const [name, script] of Object.entries(HOOKS)) {
    keep(join(path, "hooks", name), script);
    chmodSync(join(path, "hooks", name), 0o755);
  }
}

/** Writes the file unless it holds this already. */
function keep(path: string, content: string): void {
  if (!existsSync(path) || readFileSync(path, "utf8") !== content) writeFileAtomically(path, content);
}
