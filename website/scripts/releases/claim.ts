import { randomUUID } from "node:crypto";
import { setTimeout as delay } from "node:timers/promises";
import { type Bucket, putIf, readText, type Version } from "../support/bucket.ts";
import { listBucket } from "../support/list-bucket.ts";
import { BuildProblem, type Progress } from "../support/program.ts";
import { type Current, parseCurrent } from "./current.ts";
import { currentKey, manifestPrefix, releaseId, releaseNumber } from "./layout.ts";
import type { Order } from "./order.ts";

/** Somebody else took the site over: this publisher must not touch it any more. */
export class ClaimLost extends BuildProblem {}

/** How publishers share the site, in milliseconds of each one's own clock: no two clocks are ever compared. */
export interface Patience {
  /** A publisher shows that it lives this often. */
  readonly renewEvery: number;
  /** It stops sending when it could not show it for so long. */
  readonly holdFor: number;
  /** Others take over when they have seen no sign of life for so long; more than `holdFor`. */
  readonly abandonedAfter: number;
  /** A claim of so long ago needs no watching (here clocks are compared, so this is more than they ever differ). */
  readonly forgottenAfter: number;
  /** Others look this often. */
  readonly askEvery: number;
}

export const patience: Patience = {
  renewEvery: 4_000,
  holdFor: 10_000,
  abandonedAfter: 15_000,
  forgottenAfter: 10 * 60_000,
  askEvery: 1_000,
};

export interface Wish {
  readonly commit: string;
  /** The order that the release takes after `current`. Throws when it may not follow it. */
  orderAfter(current: Current | undefined): Order;
}

/** The right to change the site. */
export interface Held {
  /** The new release's id. */
  readonly id: string;
  readonly order: Order;
  /** What the site was; undefined when it had no releases. */
  readonly before: Current | undefined;
  /** The bucket, whose requests end when the claim is lost. */
  readonly bucket: Bucket;
  /** Says that from now on the site is no longer what it was, so that giving up leaves it unfinished. */
  changing(): void;
}

/** What is current, and the version to change it by. */
export async function readCurrent(bucket: Bucket): Promise<{ current: Current | undefined; version: Version }> {
  const object = await readText(bucket, currentKey);
  return { current: object && parseCurrent(currentKey, object.text), version: object?.etag };
}

/**
 * Does `work` while nobody else changes the site, then says that its release is the site's. Waits for a publisher that
 * is at work, takes over from one that died. When `work` fails the site can be claimed again at once.
 * @throws ClaimLost when this process was thought dead, and what `wish` and `work` throw
 */
export async function whileClaimed<Result>(
  bucket: Bucket,
  wish: Wish,
  progress: Progress,
  work: (held: Held) => Promise<Result>,
  times: Patience = patience,
): Promise<Result> {
  const claim = await take(bucket, wish, progress, times);
  const lost = new AbortController();
  const stopRenewing = keepAlive(claim, lost, times);
  let changed = false;
  const held: Held = {
    id: claim.mine.release,
    order: claim.mine.order,
    before: claim.before,
    bucket: { ...bucket, signal: lost.signal },
    changing: () => {
      changed = true;
    },
  };
  try {
    const result = await work(held);
    await stopRenewing();
    lost.signal.throwIfAborted();
    await claim.write({ state: "published", whole: claim.mine.release });
    return result;
  } catch (error) {
    await stopRenewing();
    if (lost.signal.aborted) throw lost.signal.reason;
    await claim.write(changed ? { state: "interrupted" } : asBefore(claim.before)).catch(() => {});
    throw error;
  }
}

/** The record as it was; a publisher that died does not come back to life by that. */
function asBefore(before: Current | undefined): Partial<Current> {
  return before?.state === "published" ? before : { ...before, state: "interrupted" };
}

/** The record that this process writes, one version after the other. */
class Claim {
  readonly before: Current | undefined;
  mine: Current;
  readonly #bucket: Bucket;
  #version: Version;

  constructor(bucket: Bucket, before: Current | undefined, mine: Current, version: Version) {
    this.#bucket = bucket;
    this.before = before;
    this.mine = mine;
    this.#version = version;
  }

  /** Writes the next version. @throws ClaimLost when somebody else wrote in between. */
  async write(change: Partial<Current>, signal?: AbortSignal): Promise<void> {
    const next = { ...this.mine, ...change, beat: this.mine.beat + 1, at: new Date().toISOString() };
    const bucket = signal ? { ...this.#bucket, signal } : this.#bucket;
    this.#version = (await putIf(bucket, currentKey, next, this.#version)) ?? (await this.#alreadyWritten(next));
    this.mine = next;
  }

  /** A write whose answer got lost is tried again by the SDK, and then comes second to itself. */
  async #alreadyWritten(next: Current): Promise<string> {
    const { current, version } = await readCurrent(this.#bucket);
    if (version !== undefined && current?.holder === next.holder && current.beat === next.beat) return version;
    throw new ClaimLost(
      `stopped: ${current ? `release ${current.release} (commit ${current.commit})` : "somebody else"} took the site over, because this publisher gave no sign of life`,
    );
  }
}

async function take(bucket: Bucket, wish: Wish, progress: Progress, times: Patience): Promise<Claim> {
  let watched: { version: Version; since: number } | undefined;
  for (;;) {
    const { current, version } = await readCurrent(bucket);
    const order = wish.orderAfter(current);
    if (current && isAtWork(current, times)) {
      if (!watched || watched.version !== version) {
        if (!watched) progress(`waiting: release ${current.release} (commit ${current.commit}) is being published`);
        watched = { version, since: performance.now() };
      }
      if (performance.now() - watched.since < times.abandonedAfter) {
        await delay(times.askEvery);
        continue;
      }
      progress(`release ${current.release} was left unfinished by a publisher that died: going on from there`);
    }
    const mine: Current = {
      release: releaseId((await lastNumber(bucket, current)) + 1),
      state: "publishing",
      ...(current?.whole !== undefined && { whole: current.whole }),
      commit: wish.commit,
      order,
      holder: randomUUID(),
      beat: 0,
      at: "",
    };
    const claim = new Claim(bucket, current, mine, version);
    try {
      await claim.write({});
      return claim;
    } catch (error) {
      if (!(error instanceof ClaimLost)) throw error;
    }
  }
}

function isAtWork({ state, at }: Current, { forgottenAfter }: Patience): boolean {
  return state === "publishing" && Math.abs(Date.now() - Date.parse(at)) < forgottenAfter;
}

/** Numbers go on when the record of what is current was deleted. */
async function lastNumber(bucket: Bucket, current: Current | undefined): Promise<number> {
  if (current) return releaseNumber(current.release) ?? 0;
  const manifests = [...(await listBucket(bucket, manifestPrefix)).keys()];
  return Math.max(0, ...manifests.map((key) => releaseNumber(key.slice(manifestPrefix.length).replace(/\.json$/, "")) ?? 0));
}

/** Shows that this process lives, and aborts `lost` when it can't. Gives what stops it. */
function keepAlive(claim: Claim, lost: AbortController, times: Patience): () => Promise<void> {
  const giveUp = () => lost.abort(new ClaimLost("stopped: S3 did not answer for so long that somebody else may have taken over"));
  let deadline = setTimeout(giveUp, times.holdFor);
  let renewal: Promise<void> = Promise.resolve();
  let busy = false;
  const renew = async () => {
    const sent = performance.now();
    try {
      await claim.write({}, lost.signal);
      clearTimeout(deadline);
      deadline = setTimeout(giveUp, Math.max(0, times.holdFor - (performance.now() - sent)));
    } catch (error) {
      if (error instanceof ClaimLost) lost.abort(error);
    }
    busy = false;
  };
  const timer = setInterval(() => {
    if (busy) return;
    busy = true;
    renewal = renew();
  }, times.renewEvery);
  return async () => {
    clearInterval(timer);
    await renewal;
    clearTimeout(deadline);
  };
}
