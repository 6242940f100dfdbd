/** A buildspec, version 0.2, as far as this runner runs it (https://docs.aws.amazon.com/codebuild/latest/userguide/build-spec-ref.html). */

export type CommandPhase = "build" | "install" | "post_build" | "pre_build";

export interface PhaseSpec {
  readonly commands: readonly string[];
  readonly finally: readonly string[];
  readonly onFailure?: "ABORT" | "CONTINUE";
}

export interface ArtifactsSpec {
  readonly files: readonly string[];
  readonly excludePaths: readonly string[];
  readonly baseDirectory?: string;
  readonly discardPaths: boolean;
}

export interface Buildspec {
  readonly shell: "bash" | "sh";
  readonly variables: Readonly<Record<string, string>>;
  readonly exportedVariables: readonly string[];
  readonly runtimeVersions: Readonly<Record<string, string>>;
  readonly phases: Readonly<Partial<Record<CommandPhase, PhaseSpec>>>;
  readonly artifacts?: ArtifactsSpec;
  readonly cachePaths: readonly string[];
}

/** The buildspec is wrong, or asks for what this runner does not run; `message` names what and the line. */
export class BuildspecError extends Error {
  override readonly name = "BuildspecError";
}
