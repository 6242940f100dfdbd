/** The state that flows through the site-builder machine. The first fields' names are the 2017 talk's. */

/** What startStepFunction starts an execution with. */
export interface SiteBuilderInput {
  readonly commitId: string;
  readonly repository: string;
  readonly branch: string;
  /** When CodeCommit took the push: ISO 8601, UTC. Orders pushes: a reset to an earlier commit is a later push. */
  readonly pushedAt: string;
  /** The execution's own name; logs carry it. */
  readonly execution: string;
}

/** What a Catch keeps of a failure. */
export type StateError = {
  readonly Error: string;
  /** A Lambda function's is JSON: cause.ts. */
  readonly Cause?: string;
};

export interface SiteBuilderState extends SiteBuilderInput {
  /** True when the registry lacks the image that this commit is built in. */
  readonly hasDocker?: boolean;
  readonly containerBuildId?: string;
  readonly containerBuildDone?: boolean;
  /** True when CodeBuild itself broke (FAULT) and the image is to be built again. */
  readonly containerBuildFaulted?: boolean;
  /** True for the image's second build: a second FAULT is a failure. */
  readonly containerRebuilt?: boolean;
  /** A ticket of the build queue (build-queue.ts), not CodeBuild's id. */
  readonly buildId?: string;
  readonly buildDone?: boolean;
  /** What happened last, for a person who reads the execution. */
  readonly message?: string;
  /** First line of the commit's message. */
  readonly summary?: string;
  /** The image's tag, a hash of what the image is made from; absent when the site is built in CodeBuild's own image. */
  readonly contentTag?: string;
  /** How long to wait before asking again, in whole seconds. */
  readonly waitSeconds?: number;
  /** When the build that is waited for was asked for: ISO 8601. */
  readonly askedAt?: string;
  /** The commit that the finished build was of: a later push's, when builds were joined. */
  readonly builtCommitId?: string;
  /** When the push that the finished build was of was made: tells whose build it was, which the commit of a reset does not. */
  readonly builtPushedAt?: string;
  /** What CodeBuild's build took, in seconds. */
  readonly buildSeconds?: number;
  /** Set by the machine's Catch. */
  readonly error?: StateError;
}
