/** Findings that are meant to be. */

export interface Exception {
  readonly rule: string;
  readonly id: string;
  readonly reason: string;
}

export const EXCEPTIONS: readonly Exception[] = [
  {
    rule: "kept-data",
    id: "ServerlessDeploymentBucket",
    reason: "It holds only packages, and `sls remove` empties it and takes it away with the stack.",
  },
];
