/** How often to ask whether a build has ended, and when to stop asking. */
import { BuildTimedOut } from "../errors.ts";

/** Queueing and building, each at its limit, and some; CodeBuild's own time-outs come first. */
export const PATIENCE_SECONDS = 75 * 60;

/**
 * Whole seconds to wait before asking again about a build that has run for `elapsedSeconds`: young ones
 * are asked about every second, old ones ever less often, and always so that the end is noticed within
 * a tenth of the build's own length: a tenth of its age, less the second that the asking may take.
 */
export function waitSeconds(elapsedSeconds: number): number {
  return Math.min(60, Math.max(1, Math.floor(elapsedSeconds / 10) - 1));
}

/** A build that waits in line may start, and end, at any time: one in line asks this often at least, in seconds. */
const IN_LINE_SECONDS = 3;

/** Whole seconds to wait before asking again about a ticket, while the build that runs has run for `elapsedSeconds`. */
export function waitSecondsOf(ticket: string, running: { readonly ticket: string } | undefined, elapsedSeconds: number): number {
  const seconds = waitSeconds(elapsedSeconds);
  return running?.ticket === ticket ? seconds : Math.min(IN_LINE_SECONDS, seconds);
}

/** Bounds the polling loop. @throws BuildTimedOut when the build was asked for too long before `now` (milliseconds). */
export function checkPatience(askedAt: string, now: number): void {
  if (now - Date.parse(askedAt) > PATIENCE_SECONDS * 1000) {
    throw new BuildTimedOut(`Gave up after ${PATIENCE_SECONDS / 60} minutes: the build has not ended. Look at it in CodeBuild.`);
  }
}
