/** What the states of both machines say of a build of the site: who asks for it, and what became of it. */

/** The fields that BuildSite and IsItBuilt write. */
export interface BuildTicket {
  /** The execution's own name; logs carry it, and a ticket that it is the first to ask for. */
  readonly execution: string;
  /** A ticket of the build queue (build-queue.ts), not CodeBuild's id. */
  readonly buildId?: string;
  readonly buildDone?: boolean;
  /** What happened last, for a person who reads the execution. */
  readonly message?: string;
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
}

/** A push asks for a build of its commit. */
export interface AskingPush extends BuildTicket {
  readonly commitId: string;
  /** Orders pushes: ISO 8601, UTC. */
  readonly pushedAt: string;
  /** The tag of the image to build in; absent for CodeBuild's own. */
  readonly contentTag?: string;
}

/** Live posts of a talk ask for a build that holds them. */
export interface AskingTalk extends BuildTicket {
  readonly talk: string;
}

export type BuildAsker = AskingPush | AskingTalk;

/** A state of the live blogger's, rather than of a push's. */
export const isTalk = <Talk extends { readonly talk: string }>(state: { readonly commitId: string } | Talk): state is Talk =>
  "talk" in state;
