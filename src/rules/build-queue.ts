/**
 * Builds coalesce: at most one build of the site runs and one waits; whoever asks meanwhile joins.
 * A ticket stands for "a build that holds at least my push". The queue is one item of the `builds`
 * table, and these are its only transitions; each is applied by one conditional write.
 */
import type { EndStatus } from "./build-outcome.ts";

/** A wish for a build of a commit. */
export interface BuildRequest {
  /** The name of the execution that asked first. */
  readonly ticket: string;
  readonly commitId: string;
  /** Orders requests: ISO 8601, UTC. */
  readonly pushedAt: string;
  /** The image to build in; absent for the project's own. */
  readonly image?: string;
}

export interface RunningBuild extends BuildRequest {
  /** CodeBuild's id; absent between the promise to start the build and its start. */
  readonly codeBuildId?: string;
  /** True when CodeBuild itself broke (FAULT) once already. */
  readonly rebuilt?: boolean;
}

export interface EndedBuild {
  readonly ticket: string;
  readonly commitId: string;
  readonly pushedAt: string;
  readonly status: EndStatus;
  readonly seconds: number;
  readonly message: string;
}

export interface BuildQueue {
  readonly running?: RunningBuild;
  readonly waiting?: BuildRequest;
  /** The latest first; bounded. */
  readonly ended: readonly EndedBuild[];
}

export const EMPTY_QUEUE: BuildQueue = { ended: [] };

/** Executions ask about their ticket every minute at least, so this many builds back is hours. */
const REMEMBERED = 50;

const newerOf = (one: BuildRequest, other: BuildRequest): BuildRequest => (other.pushedAt > one.pushedAt ? other : one);

/** Asks for a build. `ticket` is the one to ask about later; `joined` when it is somebody else's. Idempotent. */
export function request(queue: BuildQueue, wish: BuildRequest): { queue: BuildQueue; ticket: string; joined: boolean } {
  const { running, waiting, ended } = queue;
  const builds = [running, waiting, ...ended].filter((build) => build !== undefined);
  // Asked again: its own ticket, or the one under which it joined, also when that has ended and a newer build runs.
  const same = builds.find(({ ticket }) => ticket === wish.ticket) ?? builds.find(({ pushedAt }) => pushedAt === wish.pushedAt);
  if (same) return { queue, ticket: same.ticket, joined: same.ticket !== wish.ticket };
  // A push that arrives late is in the newer build already, even in one that has ended: the branch had
  // moved on from it, and an older build never follows a newer one.
  const newest = running ?? ended[0];
  if (newest && wish.pushedAt <= newest.pushedAt) return { queue, ticket: newest.ticket, joined: true };
  if (!running) return { queue: { ...queue, running: wish }, ticket: wish.ticket, joined: false };
  if (!waiting) return { queue: { ...queue, waiting: wish }, ticket: wish.ticket, joined: false };
  const merged = { ...newerOf(waiting, wish), ticket: waiting.ticket };
  return { queue: { ...queue, waiting: merged }, ticket: waiting.ticket, joined: true };
}

/** What makes StartBuild idempotent for the running build. */
export const startToken = ({ ticket, rebuilt }: RunningBuild): string => (rebuilt ? `${ticket}-again` : ticket);

/** The running build has been started in CodeBuild. */
export function started(queue: BuildQueue, codeBuildId: string): BuildQueue {
  return queue.running ? { ...queue, running: { ...queue.running, codeBuildId } } : queue;
}

/** The running build has ended: remembers how, and promotes the waiting one. CodeBuild's own first FAULT is built again. */
export function settle(queue: BuildQueue, outcome: { status: EndStatus; seconds: number; message: string }): BuildQueue {
  const { running, waiting } = queue;
  if (!running) return queue;
  const { codeBuildId: _, ...unstarted } = running;
  if (outcome.status === "FAULT" && !running.rebuilt) return { ...queue, running: { ...unstarted, rebuilt: true } };
  const { ticket, commitId, pushedAt } = running;
  const { status, seconds, message } = outcome;
  const ended = [{ ticket, commitId, pushedAt, status, seconds, message }, ...queue.ended].slice(0, REMEMBERED);
  return waiting ? { running: waiting, ended } : { ended };
}

/** How the ticket's build ended; undefined while it runs or waits. */
export function endOf(queue: BuildQueue, ticket: string): EndedBuild | undefined {
  return queue.ended.find((build) => build.ticket === ticket);
}

/** Whether the queue still knows the ticket at all. */
export function isKnown(queue: BuildQueue, ticket: string): boolean {
  return [queue.running, queue.waiting, ...queue.ended].some((build) => build?.ticket === ticket);
}
