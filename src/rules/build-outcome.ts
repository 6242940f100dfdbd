/** What CodeBuild's answer about one build means. `buildComplete` alone says only that it ended. */
import { BuildFailed, BuildFaulted, BuildStopped, BuildTimedOut, BuildVanished } from "../errors.ts";

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
        readonly contexts?:
          | readonly { readonly statusCode?: string | undefined; readonly message?: string | undefined }[]
          | undefined;
      }[]
    | undefined;
  readonly logs?: { readonly deepLink?: string | undefined } | undefined;
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

/** In which phase it failed, why, and where the log is: `in BUILD: exit status 1. Build <id>, log <address>`. */
function explain(build: ObservedBuild): string {
  const failed = build.phases?.find(
    ({ phaseStatus }) => phaseStatus !== undefined && !["SUCCEEDED", "IN_PROGRESS"].includes(phaseStatus),
  );
  const reason = failed?.contexts?.map(reasonIn).find((reason) => reason);
  const where = failed?.phaseType ? `in ${failed.phaseType}` : "";
  const log = build.id ? `Build ${build.id}${build.logs?.deepLink ? `, log ${build.logs.deepLink}` : ""}` : "";
  return [[where, reason].filter(Boolean).join(": "), log].filter(Boolean).join(". ");
}

/** A failure's message without its address, and the build's short id: what fits into a text. */
export function withoutLog(message: string): { readonly text: string; readonly build: string | undefined } {
  const found = /^(.*?)\.? Build ([\w-]+:[\w-]{1,8})[\w-]*(?:, log \S+)?$/s.exec(message);
  return { text: found?.[1] ?? message, build: found?.[2] };
}

/** How a build is getting on at `now` (milliseconds); `undefined` is a build that CodeBuild does not know. */
export function outcomeOf(build: ObservedBuild | undefined, now: number): Outcome {
  if (!build) return { ended: true, status: "VANISHED", seconds: 0, message: "CodeBuild does not know the build any more" };
  const start = build.startTime?.getTime() ?? now;
  const status = build.buildStatus ?? "IN_PROGRESS";
  if (!END_STATUSES.includes(status)) return { ended: false, elapsedSeconds: Math.max(0, (now - start) / 1000) };
  const seconds = Math.round(((build.endTime?.getTime() ?? now) - start) / 1000);
  return { ended: true, status: status as EndStatus, seconds, message: explain(build) };
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
