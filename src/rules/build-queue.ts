/**
 * Builds coalesce: at most one build of the site runs, and one of the newest push waits; whoever asks meanwhile joins.
 * A ticket stands for "a build that holds at least my push". The queue is one item of the `builds`
 * table, and these are its only transitions; each is applied by one conditional write.
 *
 * Live posts wait beside the pushes. Every build takes the posts that are there when it starts, so a push's build that
 * starts after them takes them along; if it fails, they are built next, with the commit that was published last: a
 * broken push never stops a talk. So a push waits for two builds at most, and a live post for two and its own.
 */
import type { EndStatus } from "./build-outcome.ts";

/** A commit as it is built. */
interface BuiltCommit {
  readonly commitId: string;
  /** Orders pushes: ISO 8601, UTC. */
  readonly pushedAt: string;
  /** The image to build in; absent for the project's own. */
  readonly image?: string;
}

/** A push's wish for a build of its commit. */
export interface BuildRequest extends BuiltCommit {
  /** The name of the execution that asked first. */
  readonly ticket: string;
}

export interface RunningBuild extends BuildRequest {
  /** CodeBuild's id; absent between the promise to start the build and its start. */
  readonly codeBuildId?: string;
  /** True when CodeBuild itself broke (FAULT) once already. */
  readonly rebuilt?: boolean;
  /** True for a build of live posts alone: its commit is the one that was published last. */
  readonly live?: boolean;
  /** The other tickets of live posts that this build holds. */
  readonly riders?: readonly string[];
}

export interface EndedBuild {
  readonly ticket: string;
  readonly commitId: string;
  readonly pushedAt: string;
  readonly status: EndStatus;
  readonly seconds: number;
  readonly message: string;
  readonly live?: boolean;
  readonly riders?: readonly string[];
}

export interface BuildQueue {
  readonly running?: RunningBuild;
  readonly waiting?: BuildRequest;
  /** The tickets of live posts that wait, the earliest first; absent when none does. */
  readonly waitingLive?: readonly string[];
  /** What was published last. */
  readonly published?: BuiltCommit;
  /** The latest first; bounded. */
  readonly ended: readonly EndedBuild[];
}

export const EMPTY_QUEUE: BuildQueue = { ended: [] };

/** Executions ask about their ticket every minute at least, so this many builds back is hours. */
const REMEMBERED = 50;

type Outcome = Pick<EndedBuild, "status" | "seconds" | "message">;
export interface Granted {
  readonly queue: BuildQueue;
  readonly ticket: string;
  readonly joined: boolean;
}

const newerOf = (one: BuildRequest, other: BuildRequest): BuildRequest => (other.pushedAt > one.pushedAt ? other : one);

/** Asks for a build of a push. `ticket` is the one to ask about later; `joined` when it is somebody else's. Idempotent. */
export function request(queue: BuildQueue, wish: BuildRequest): Granted {
  const { running, waiting, ended } = queue;
  const builds = [running, waiting, ...ended].filter((build) => build !== undefined);
  const ofPushes = builds.filter((build) => !("live" in build && build.live));
  // Asked again: its own ticket, or the one under which it joined, also when that has ended and a newer build runs.
  const same = builds.find(({ ticket }) => ticket === wish.ticket) ?? ofPushes.find(({ pushedAt }) => pushedAt === wish.pushedAt);
  if (same) return { queue, ticket: same.ticket, joined: same.ticket !== wish.ticket };
  // A push that arrives late is in the newer build already, even in one that has ended: the branch had
  // moved on from it, and an older build never follows a newer one.
  const newest = ofPushes.find((build) => build !== waiting);
  if (newest && wish.pushedAt <= newest.pushedAt) return { queue, ticket: newest.ticket, joined: true };
  if (!running) return { queue: { ...queue, running: wish }, ticket: wish.ticket, joined: false };
  if (!waiting) return { queue: { ...queue, waiting: wish }, ticket: wish.ticket, joined: false };
  const merged = { ...newerOf(waiting, wish), ticket: waiting.ticket };
  return { queue: { ...queue, waiting: merged }, ticket: waiting.ticket, joined: true };
}

/** Asks for a build that holds the live posts that there are now. The ticket is one's own; `joined` when others share its build. Idempotent. */
export function requestLive(queue: BuildQueue, ticket: string): Granted {
  if (isKnown(queue, ticket)) return { queue, ticket, joined: false };
  const { running, waiting, waitingLive = [] } = queue;
  const joined = waitingLive.length > 0 || waiting !== undefined;
  const waits = { ...queue, waitingLive: [...waitingLive, ticket] };
  return { queue: running ? waits : promote(waits), ticket, joined };
}

/** What makes StartBuild idempotent for the running build. */
export const startToken = ({ ticket, rebuilt }: RunningBuild): string => (rebuilt ? `${ticket}-again` : ticket);

/** The running build has been started in CodeBuild. */
export function started(queue: BuildQueue, codeBuildId: string): BuildQueue {
  return queue.running ? { ...queue, running: { ...queue.running, codeBuildId } } : queue;
}

/** The running build has ended: remembers how, and promotes what waits. CodeBuild's own first FAULT is built again. */
export function settle(queue: BuildQueue, outcome: Outcome): BuildQueue {
  const { running, ...rest } = queue;
  if (!running) return queue;
  const { codeBuildId: _, ...unstarted } = running;
  if (outcome.status === "FAULT" && !running.rebuilt) return { ...queue, running: { ...unstarted, rebuilt: true } };
  const { ticket, commitId, pushedAt, image, live, riders = [] } = running;
  const succeeded = outcome.status === "SUCCEEDED";
  const published = { commitId, pushedAt, ...(image && { image }) };
  const after = { ...rest, ...(succeeded && { published }) };
  // The live posts that a failed push took along are built next, with what was published last.
  if (!succeeded && !live && riders.length > 0)
    return buildLive(remember(after, { ticket, commitId, pushedAt }, outcome), [...riders, ...(rest.waitingLive ?? [])]);
  const held = { ticket, commitId, pushedAt, ...(live && { live }), ...(riders.length > 0 && { riders }) };
  return promote(remember(after, held, outcome));
}

type Held = Omit<EndedBuild, keyof Outcome>;

function remember(queue: BuildQueue, held: Held, { status, seconds, message }: Outcome): BuildQueue {
  return { ...queue, ended: [{ ...held, status, seconds, message }, ...queue.ended].slice(0, REMEMBERED) };
}

/** Nothing runs: what waits is next, the push first, for its build holds the live posts too. */
function promote(queue: BuildQueue): BuildQueue {
  const { waiting, waitingLive: riders, ...rest } = queue;
  if (waiting) return { ...rest, running: { ...waiting, ...(riders && { riders }) } };
  return riders ? buildLive(rest, riders) : rest;
}

/** Nothing runs: the live posts of these tickets are next. Without a published commit there is no site to hold them. */
function buildLive({ waitingLive: _, ...queue }: BuildQueue, [ticket = "", ...riders]: readonly string[]): BuildQueue {
  const others = riders.length > 0 && { riders };
  if (queue.published) return { ...queue, running: { ...queue.published, ticket, live: true, ...others } };
  const nothing = { status: "FAILED", seconds: 0, message: "no commit has been published yet that could hold it" } as const;
  return promote(remember(queue, { ticket, commitId: "", pushedAt: "", live: true, ...others }, nothing));
}

const holds =
  (ticket: string) =>
  (build: { readonly ticket: string; readonly riders?: readonly string[] } | undefined): boolean =>
    build?.ticket === ticket || build?.riders?.includes(ticket) === true;

/** How the ticket's build ended; undefined while it runs or waits. */
export function endOf(queue: BuildQueue, ticket: string): EndedBuild | undefined {
  return queue.ended.find(holds(ticket));
}

/** Whether the ticket's build runs or waits. */
export function isPending({ running, waiting, waitingLive = [] }: BuildQueue, ticket: string): boolean {
  return [running, waiting].some(holds(ticket)) || waitingLive.includes(ticket);
}

/** The same of a push, which may be in a build without having heard of its ticket. */
export function isPushPending(queue: BuildQueue, { ticket, pushedAt }: Pick<BuildRequest, "ticket" | "pushedAt">): boolean {
  const { running, waiting } = queue;
  const ofPushes = [running?.live ? undefined : running, waiting];
  return isPending(queue, ticket) || ofPushes.some((build) => build?.pushedAt === pushedAt);
}

/** How many tickets wait for a build, or for the end of one: an execution asks about each. */
export function askersOf({ running, waiting, waitingLive = [] }: BuildQueue): number {
  return [running, waiting].filter(Boolean).length + (running?.riders ?? []).length + waitingLive.length;
}

/** Whether the queue still knows the ticket at all. */
export const isKnown = (queue: BuildQueue, ticket: string): boolean =>
  isPending(queue, ticket) || endOf(queue, ticket) !== undefined;
