/** The state that flows through the site-builder machine. The first fields' names are the 2017 talk's. */
import type { BuildTicket } from "./build-ticket.ts";

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

export interface SiteBuilderState extends SiteBuilderInput, BuildTicket {
  /** True when the registry lacks the image that this commit is built in. */
  readonly hasDocker?: boolean;
  readonly containerBuildId?: string;
  readonly containerBuildDone?: boolean;
  /** True when CodeBuild itself broke (FAULT) and the image is to be built again. */
  readonly containerBuildFaulted?: boolean;
  /** True for the image's second build: a second FAULT is a failure. */
  readonly containerRebuilt?: boolean;
  /** First line of the commit's message. */
  readonly summary?: string;
  /** The image's tag, a hash of what the image is made from; absent when the site is built in CodeBuild's own image. */
  readonly contentTag?: string;
  /** Set by the machine's Catch. */
  readonly error?: StateError;
}
