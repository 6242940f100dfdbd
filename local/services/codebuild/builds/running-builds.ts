/** The builds that run now: starts them, ends them, and runs those again that an earlier run of this cloud left. */
import { readdirSync } from "node:fs";
import { join } from "node:path";
import type { Cloud } from "../../../contracts.ts";
import type { Project, Projects } from "../projects.ts";
import { giveBackCache } from "../runner/cache/give-back.ts";
import { sweepCache } from "../runner/cache/save.ts";
import { sweepContainers } from "../runner/containers/buildah.ts";
import { endProcessesOfBuild } from "../runner/end-processes.ts";
import { Interruption } from "../runner/interruption.ts";
import type { FindEngine } from "../runner/provision.ts";
import { createRemoval } from "../runner/removal.ts";
import { runBuild } from "../runner/run-build.ts";
import { containersFolder } from "../runner/use-engine.ts";
import { sweepWorkspaces, workspaceOf } from "../runner/workspace.ts";
import { type BuildRecord, uuidOf } from "./build.ts";
import type { BuildStore } from "./build-store.ts";
import { trackProgress } from "./progress.ts";

export interface RunningBuilds {
  /** Saves the build and runs it in the background. */
  start(record: BuildRecord, project: Project): void;
  /** Ends the build as STOPPED; resolves when it has ended. One that does not run is left as it is. */
  stop(id: string): Promise<void>;
  /**
   * Runs what was under way when the process last ended again, from the start and under the same id, after what is
   * left of the former run: its processes, its cache, its workspace. Resolves when that is tidied up.
   */
  takeUp(): Promise<void>;
  /** Ends every build's processes; the builds stay IN_PROGRESS on disk, for `takeUp`. */
  stopAll(): Promise<void>;
}

interface Running {
  readonly controller: AbortController;
  readonly ended: Promise<void>;
}

interface Run {
  readonly record: BuildRecord;
  readonly project: Project;
  /** When this run began, in milliseconds since the epoch: its time is counted from then. */
  readonly begunAt: number;
  /** What is to happen before the first phase. */
  readonly ready: Promise<void>;
}

export interface RunningBuildsParts {
  readonly cloud: Cloud;
  readonly projects: Projects;
  readonly store: BuildStore;
  readonly findEngine: FindEngine;
}

const MINUTE_MS = 60_000;

export function createRunningBuilds({ cloud, projects, store, findEngine }: RunningBuildsParts): RunningBuilds {
  const running = new Map<string, Running>();
  const removal = createRemoval(cloud, () => cloud.stateFolder("codebuild"));

  function begin({ record, project, begunAt, ready }: Run): void {
    const { build } = record;
    const progress = trackProgress(record, store, cloud);
    progress.enter("SUBMITTED");
    const controller = new AbortController();
    const deadline = begunAt + build.timeoutInMinutes * MINUTE_MS;
    const cancelTimeout = cloud.clock.at(deadline, () => controller.abort(new Interruption("TIMED_OUT")));
    const ended = ready
      .then(() => runBuild({ cloud, progress, project, findEngine, removal, signal: controller.signal }))
      .finally(() => {
        cancelTimeout();
        running.delete(build.id);
      });
    running.set(build.id, { controller, ended });
  }

  function beginAgain(record: BuildRecord, ready: Promise<void>): void {
    const { build } = record;
    const project = projects.find(build.projectName);
    if (project === undefined) {
      trackProgress(record, store, cloud).complete("FAULT", {
        statusCode: "INTERNAL_SERVICE_ERROR",
        message: `The machine that ran this build went away, and the project ${build.projectName} is no longer there to run it again.`,
      });
      return;
    }
    record.attempts = (record.attempts ?? 1) + 1;
    build.phases = [];
    begin({ record, project, begunAt: cloud.clock.now(), ready });
  }

  async function interrupt(id: string, interruption: Interruption): Promise<void> {
    running.get(id)?.controller.abort(interruption);
    await running.get(id)?.ended;
  }

  return {
    start(record, project) {
      // Not before the answer to StartBuild is on its way: that shows the build as SUBMITTED, as AWS does.
      const ready = new Promise<void>((resolve) => setImmediate(resolve));
      begin({ record, project, begunAt: record.build.startTime * 1000, ready });
    },
    stop: (id) => interrupt(id, new Interruption("STOPPED")),
    async takeUp() {
      const stateFolder = cloud.stateFolder("codebuild");
      const underWay = [...running.keys()].map((id) => uuidOf({ id }));
      const interrupted = store.list().filter(({ buildComplete, id }) => !buildComplete && !running.has(id));
      for (const build of interrupted) {
        endProcessesOfBuild(build.id, workspaceOf(stateFolder, uuidOf(build)).scratch);
        // Before the build begins again: the former run's phases tell what state its cache is in.
        await giveBackCache(stateFolder, build);
      }
      if (underWay.length === 0) await sweepContainers(containersFolder(cloud));
      const swept = sweep(stateFolder, underWay);
      for (const { id } of interrupted) {
        const record = store.get(id);
        if (record !== undefined)
          beginAgain(
            record,
            swept.catch(() => {}),
          );
      }
      await swept;
    },
    async stopAll() {
      await Promise.all([...running.keys()].map((id) => interrupt(id, new Interruption(undefined))));
      await removal.finish();
    },
  };
}

/** Removes the workspaces and half caches that no build has, but for those `underWay`, by their UUIDs. */
async function sweep(stateFolder: string, underWay: readonly string[]): Promise<void> {
  for (const project of foldersIn(join(stateFolder, "cache"))) sweepCache(join(stateFolder, "cache", project), underWay);
  await sweepWorkspaces(stateFolder, underWay);
}

function foldersIn(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}
