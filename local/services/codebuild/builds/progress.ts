/** A build's way through its phases: what the API shows, what is on disk and what is announced move together. */
import type { Cloud } from "../../../contracts.ts";
import type { Build, BuildPhase, BuildRecord, BuildStatus, PhaseContext, PhaseType } from "./build.ts";
import type { BuildStore } from "./build-store.ts";

/** Phases that AWS's own agent reports from inside the container carry a context even when all is well. */
const REPORTED_BY_AGENT: readonly PhaseType[] = [
  "DOWNLOAD_SOURCE",
  "INSTALL",
  "PRE_BUILD",
  "BUILD",
  "POST_BUILD",
  "UPLOAD_ARTIFACTS",
  "FINALIZING",
];

export interface Progress {
  readonly build: Build;
  /** Which run of the build this is; 1 for the first. */
  readonly attempt: number;
  /** Enters a phase. */
  enter(phase: PhaseType): void;
  /** Leaves the phase that was entered last. */
  leave(status: BuildStatus, context?: PhaseContext): void;
  /** Ends the build: the phase under way with it, then COMPLETED. */
  complete(status: BuildStatus, context?: PhaseContext): void;
}

/** Follows the build of `record`. Every step is saved before it is announced. */
export function trackProgress(record: BuildRecord, store: BuildStore, cloud: Cloud): Progress {
  const { build } = record;
  const now = () => cloud.clock.now() / 1000;

  function announce(phase: BuildPhase): void {
    const message = phase.contexts?.find((context) => context.message !== "")?.message;
    cloud.emit({
      type: "build-phase",
      buildId: build.id,
      project: build.projectName,
      phase: phase.phaseType,
      status: phase.phaseStatus ?? "IN_PROGRESS",
      ...(phase.durationInSeconds !== undefined && { seconds: phase.durationInSeconds }),
      ...(message !== undefined && { message }),
    });
  }

  function close(status: BuildStatus, context: PhaseContext | undefined): void {
    const phase = build.phases.at(-1);
    if (phase === undefined || phase.phaseStatus !== undefined) return;
    const endTime = now();
    const closed: BuildPhase = {
      ...phase,
      phaseStatus: status,
      endTime,
      durationInSeconds: Math.round(endTime - phase.startTime),
      ...((context !== undefined || REPORTED_BY_AGENT.includes(phase.phaseType)) && {
        contexts: [context ?? { statusCode: "", message: "" }],
      }),
    };
    const before = build.phases;
    build.phases = [...before.slice(0, -1), closed];
    try {
      store.save(record);
    } catch (error) {
      build.phases = before; // the phase is still open, for the fault that this is
      throw error;
    }
    announce(closed);
  }

  return {
    build,
    attempt: record.attempts ?? 1,
    enter(phaseType) {
      const phase: BuildPhase = { phaseType, startTime: now() };
      build.currentPhase = phaseType;
      build.phases = [...build.phases, phase];
      store.save(record);
      announce(phase);
    },
    leave: close,
    complete(status, context) {
      close(status, context);
      build.phases = [...build.phases, { phaseType: "COMPLETED", startTime: now() }];
      build.currentPhase = "COMPLETED";
      build.endTime = now();
      build.buildStatus = status;
      build.buildComplete = true;
      store.save(record);
      cloud.emit({ type: "build-ended", buildId: build.id, project: build.projectName, status });
    },
  };
}
