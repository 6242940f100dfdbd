/** A build, in the API's own field names (https://docs.aws.amazon.com/codebuild/latest/APIReference/API_Build.html). */

export type BuildStatus = "FAILED" | "FAULT" | "IN_PROGRESS" | "STOPPED" | "SUCCEEDED" | "TIMED_OUT";

export type PhaseType =
  | "BUILD"
  | "COMPLETED"
  | "DOWNLOAD_SOURCE"
  | "FINALIZING"
  | "INSTALL"
  | "POST_BUILD"
  | "PRE_BUILD"
  | "PROVISIONING"
  | "QUEUED"
  | "SUBMITTED"
  | "UPLOAD_ARTIFACTS";

export interface PhaseContext {
  readonly statusCode: string;
  readonly message: string;
}

export interface BuildPhase {
  readonly phaseType: PhaseType;
  /** Absent while the phase runs, and for COMPLETED. */
  readonly phaseStatus?: BuildStatus;
  /** Seconds since the epoch, as everywhere in the API. */
  readonly startTime: number;
  readonly endTime?: number;
  readonly durationInSeconds?: number;
  readonly contexts?: readonly PhaseContext[];
}

export interface EnvironmentVariable {
  readonly name: string;
  readonly value: string;
  readonly type?: "PLAINTEXT" | undefined;
}

export interface ProjectSource {
  readonly type: "CODECOMMIT" | "NO_SOURCE";
  readonly location?: string;
  /** 0 or absent: the whole history. */
  readonly gitCloneDepth?: number;
  /** A path in the source, or the buildspec itself. */
  readonly buildspec?: string;
}

export interface ProjectCache {
  readonly type: "LOCAL" | "NO_CACHE" | "S3";
  /** For S3: `<bucket>/<prefix>`. */
  readonly location?: string;
  readonly modes?: readonly string[];
}

export interface ProjectEnvironment {
  readonly type: string;
  readonly image: string;
  readonly computeType: string;
  readonly environmentVariables: readonly EnvironmentVariable[];
  readonly privilegedMode: boolean;
  readonly imagePullCredentialsType: string;
}

export interface BuildLogs {
  readonly groupName?: string;
  readonly streamName?: string;
  readonly deepLink?: string;
  readonly cloudWatchLogsArn?: string;
  readonly cloudWatchLogs: { readonly status: "DISABLED" | "ENABLED"; readonly groupName?: string; readonly streamName?: string };
}

export interface Build {
  readonly id: string;
  readonly arn: string;
  readonly buildNumber: number;
  readonly startTime: number;
  endTime?: number;
  currentPhase: PhaseType;
  buildStatus: BuildStatus;
  readonly sourceVersion?: string;
  resolvedSourceVersion?: string;
  readonly projectName: string;
  phases: BuildPhase[];
  readonly source: ProjectSource;
  readonly artifacts: {
    readonly location: string;
    readonly overrideArtifactName?: boolean;
    readonly encryptionDisabled?: boolean;
  };
  readonly cache: ProjectCache;
  readonly environment: ProjectEnvironment;
  readonly serviceRole: string;
  readonly logs: BuildLogs;
  readonly timeoutInMinutes: number;
  readonly queuedTimeoutInMinutes: number;
  buildComplete: boolean;
  readonly initiator: string;
  readonly encryptionKey: string;
  exportedEnvironmentVariables?: EnvironmentVariable[];
}

/** What is kept of a build on disk: the build, and how it was asked for. */
export interface BuildRecord {
  readonly build: Build;
  readonly idempotency?: { readonly token: string; readonly request: string };
  /** How often the build was begun: once more after each end of the machine that ran it. Absent: once. */
  attempts?: number;
}

/** The part of a build's id after the project's name: unique by itself. */
export function uuidOf(build: Pick<Build, "id">): string {
  return build.id.slice(build.id.lastIndexOf(":") + 1);
}
