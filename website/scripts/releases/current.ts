import { BuildProblem } from "../support/program.ts";
import { isRecord } from "./is-record.ts";
import type { Order } from "./order.ts";

/**
 * `.releases/current.json`: which release the site is. Every write is conditional on the version that was read, so of
 * two who want to change the site at once one wins, and the other learns of it before it has changed anything.
 */
export interface Current {
  /** The release that the site is, or is being made. */
  readonly release: string;
  /** `publishing`: a publisher is at work, or died. `interrupted`: it gave up. */
  readonly state: "publishing" | "interrupted" | "published";
  /** The last release that was wholly the site. */
  readonly whole?: string;
  readonly commit: string;
  readonly order: Order;
  /** Names the publisher. */
  readonly holder: string;
  /** Counts the publisher's signs of life. */
  readonly beat: number;
  /** When this was written, by the publisher's clock: ISO 8601, UTC. */
  readonly at: string;
}

/** Reads the record. @throws BuildProblem when it was damaged. */
export function parseCurrent(key: string, text: string): Current {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    // Told below.
  }
  if (!isRecord(value) || typeof value.release !== "string" || typeof value.state !== "string" || !isRecord(value.order))
    throw new BuildProblem(`${key} in the site's bucket is damaged. Delete it: the next publish makes it anew`);
  return value as unknown as Current;
}
