/** The builds that run now: starts them, ends them, and deals with those that an earlier run of this cloud left. */
import { readdirSync } from "node:fs";
import { join } from "node:path";
import type { Cloud } from "../../../contracts.ts";
import type { Project } from "../projects.ts";
import { sweepCache } from "../runner/cache.ts";
import { endProcessesOfBuild } from "../runner/end-processes.ts";
import { Interruption } from "../runner/interruption.ts";
import type { FindEngine } from "../runner/provision.ts";
import { runBuild } from "../runner/run-build.ts";
import { sweepWorkspaces } from "../runner/workspace.ts";
import type { BuildRecord } from "./build.ts";
import type { BuildStore } from "./build-store.ts";
import { trackProgress } from "./progress.ts";

export interface RunningBuilds {
  /** Saves the build and runs it in the background. */
  start(record: BuildRecord, project: Project): void;
  /** Ends the build as STOPPED; resolves when it has ended. One that does not run is left as it is. */
  stop(id: string): Promise<void>;
  /** Ends as FAULT what was under way when the process last ended, with its processes, and removes what it left. */
  takeUp(): Promise<void>;
  /** Ends every build's processes; the builds stay IN_PROGRESS on disk. */
  stopAll(): Promise<void>;
}

interface Running {
  readonly controller: AbortController;
  readonly ended: Promise<void>;
}

const MINUTE_MS = 60_000;

export function createRunningBuilds(cloud: Cloud, store: BuildStore, findEngine: FindEngine): RunningBuilds {
  const running = new Map<string, Running>();

  async function interrupt(id: string, interruption: Interruption): Promise<void> {
    running.get(id)?.controller.abort(interruption);
    await running.get(id)?.ended;
  }

  return {
    start(record, project) {
      const { build } = record;
      const progress = trackProgress(record, store, cloud);
      progress.enter("SUBMITTED");
      const controller = new AbortController();
      const deadline = build.startTime * 1000 + build.timeoutInMinutes * MINUTE_MS;
      const cancelTimeout = cloud.clock.at(deadline, () => controller.abort(new Interruption("TIMED_OUT")));
      // Not before the answer to StartBuild is on its way: that shows the build as SUBMITTED, as AWS does.
      const begun = new Promise<void>((resolve) => setImmediate(resolve));
      const ended = begun
        .then(() => runBuild({ cloud, progress, project, findEngine, signal: controller.signal }))
        .finally(() => {
          cancelTimeout();
          running.delete(build.id);
        });
      running.set(build.id, { controller, ended });
    },
    stop: (id) => interrupt(id, new Interruption("STOPPED")),
    async takeUp() {
      const stateFolder = cloud.stateFolder("codebuild");
      for (const build of store.list().filter(({ buildComplete, id }) => !buildComplete && !running.has(id))) {
        endProcessesOfBuild(build.id);
        const record = store.get(build.id);
        if (record === undefined) continue;
        trackProgress(record, store, cloud).complete("FAULT", {
          statusCode: "INTERNAL_SERVICE_ERROR",
          message: "The machine that ran this build was stopped while the build was under way. Start the build again.",
        });
      }
      await sweepWorkspaces(stateFolder);
      for (const project of foldersIn(join(stateFolder, "cache"))) sweepCache(join(stateFolder, "cache", project));
    },
    async stopAll() {
      await Promise.all([...running.keys()].map((id) => interrupt(id, new Interruption(undefined))));
    },
  };
}

function foldersIn(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}
