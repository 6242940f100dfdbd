/** What CodeBuild's answer about one build means. `buildComplete` alone says only that it ended. */
import { BuildFailed, BuildFaulted, BuildStopped, BuildTimedOut, BuildVanished } from "../errors.ts";
import { PHASE_PATIENCE_SECONDS } from "./polling.ts";

/** What is read of CodeBuild's Build (BatchGetBuilds). */
export interface ObservedBuild {
  readonly id?: string | undefined;
  readonly buildStatus?: string | undefined;
  readonly startTime?: Date | undefined;
  readonly endTime?: Date | undefined;
  readonly phases?:
    | readonly {
        readonly phaseType?: string | undefined;
        readonly phaseStatus?: string | undefined;
        readonly startTime?: Date | undefined;
        readonly contexts?:
          | readonly { readonly statusCode?: string | undefined; readonly message?: string | undefined }[]
          | undefined;
      }[]
    | undefined;
  readonly logs?:
    | {
        readonly groupName?: string | undefined;
        readonly streamName?: string | undefined;
        readonly deepLink?: string | undefined;
      }
    | undefined;
}

/** CodeBuild's statuses of an ended build, and our VANISHED for one it does not know. */
export type EndStatus = "SUCCEEDED" | "FAILED" | "FAULT" | "TIMED_OUT" | "STOPPED" | "VANISHED";

export type Outcome =
  | { readonly ended: false; readonly elapsedSeconds: number }
  | { readonly ended: true; readonly status: EndStatus; readonly seconds: number; readonly message: string };

const END_STATUSES: readonly string[] = ["SUCCEEDED", "FAILED", "FAULT", "TIMED_OUT", "STOPPED"];

/** A context's message, behind its code where that says more: `YAML_FILE_ERROR: …`. */
function reasonIn({ statusCode, message = "" }: { statusCode?: string | undefined; message?: string | undefined }): string {
  const saysMore = statusCode && statusCode !== "COMMAND_EXECUTION_ERROR" && message.trim() !== "";
  return `${saysMore ? `${statusCode}: ` : ""}${message.trim()}`;
}

/** Which build, and where its log is: `Build <id>, log <address>`. */
const whereItsLogIs = ({ id, logs }: ObservedBuild): string =>
  id ? `Build ${id}${logs?.deepLink ? `, log ${logs.deepLink}` : ""}` : "";

/**
 * In which phase it failed, why, and where the log is: `in BUILD: exit status 1. Build <id>, log <address>`.
 * What the build's own programs said is a better reason than CodeBuild's, which knows the command only.
 */
function explain(build: ObservedBuild, said: string | undefined): string {
  const failed = build.phases?.find(
    ({ phaseStatus }) => phaseStatus !== undefined && !["SUCCEEDED", "IN_PROGRESS"].includes(phaseStatus),
  );
  const reason = said ?? failed?.contexts?.map(reasonIn).find((reason) => reason);
  const where = failed?.phaseType ? `in ${failed.phaseType}` : "";
  return [[where, reason].filter(Boolean).join(": "), whereItsLogIs(build)].filter(Boolean).join(". ");
}

/** A failure's message, and apart from it which build it was and where its log is. */
export interface FailureMessage {
  readonly text: string;
  /** The build's id as far as one needs it to find it: what fits into a text. */
  readonly build: string | undefined;
  readonly buildId: string | undefined;
  /** The log's address. */
  readonly log: string | undefined;
}

/** Takes apart what failureOf put together. */
export function withoutLog(message: string): FailureMessage {
  const [, text = message, build, rest, log] =
    /^(.*?)\.? Build ([\w-]+:[\w-]{1,8})([\w-]*)(?:, log (\S+))?$/s.exec(message) ?? [];
  return { text, build, buildId: build && `${build}${rest}`, log };
}

/** The phase that has gone on for longer than any may, by CodeBuild's own limits; its clock begins anew when a build does. */
const stuckPhase = ({ phases = [] }: ObservedBuild, now: number) => {
  const { startTime, phaseType } = phases.at(-1) ?? {};
  return startTime && now - startTime.getTime() > PHASE_PATIENCE_SECONDS * 1000 ? phaseType : undefined;
};

/**
 * How a build is getting on at `now` (milliseconds); `undefined` is a build that CodeBuild does not know. `said` is
 * the reason that the build's own programs gave for its failure. A build that is stuck is given up as TIMED_OUT: it
 * would block those behind it for ever.
 */
export function outcomeOf(build: ObservedBuild | undefined, now: number, said?: string): Outcome {
  if (!build) return { ended: true, status: "VANISHED", seconds: 0, message: "CodeBuild does not know the build any more" };
  const start = build.startTime?.getTime() ?? now;
  const status = build.buildStatus ?? "IN_PROGRESS";
  if (!END_STATUSES.includes(status)) {
    const elapsedSeconds = Math.max(0, (now - start) / 1000);
    const stuck = stuckPhase(build, now);
    if (!stuck) return { ended: false, elapsedSeconds };
    const message = `in ${stuck}: no end of it in ${PHASE_PATIENCE_SECONDS / 60} minutes. ${whereItsLogIs(build)}`;
    return { ended: true, status: "TIMED_OUT", seconds: Math.round(elapsedSeconds), message };
  }
  const seconds = Math.round(((build.endTime?.getTime() ?? now) - start) / 1000);
  return { ended: true, status: status as EndStatus, seconds, message: explain(build, said) };
}

const FAILURES: Readonly<Record<Exclude<EndStatus, "SUCCEEDED">, new (message: string) => Error>> = {
  FAILED: BuildFailed,
  FAULT: BuildFaulted,
  TIMED_OUT: BuildTimedOut,
  STOPPED: BuildStopped,
  VANISHED: BuildVanished,
};

/** The error that ends the execution when a build ended in any way but SUCCEEDED. */
export function failureOf(
  what: string,
  { status, message }: { readonly status: EndStatus; readonly message: string },
): Error | undefined {
  if (status === "SUCCEEDED") return undefined;
  return new FAILURES[status](`${what} ${status}${message ? ` ${message}` : ""}`);
}
