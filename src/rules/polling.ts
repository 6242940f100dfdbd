/** How often to ask whether a build has ended, and when to stop asking. */
import { BuildTimedOut } from "../errors.ts";

/** The longest that one phase of a build may take: CodeBuild's limits are 30 minutes in the queue and 30 of building. */
export const PHASE_PATIENCE_SECONDS = 75 * 60;

/** The longest to ask about the image's build, which waits for no other. */
export const IMAGE_PATIENCE_SECONDS = PHASE_PATIENCE_SECONDS;

/**
 * The longest to ask about a ticket. Two builds can be before it, and each of the three can be built again after
 * CodeBuild's own fault: six times CodeBuild's hour.
 */
export const TICKET_PATIENCE_SECONDS = 6 * 60 * 60;

/** The longest between two times that anybody asks. */
const LONGEST_SECONDS = 60;

/**
 * Whole seconds to wait before asking again about a build that has run for `elapsedSeconds`: young ones
 * are asked about every second, old ones ever less often, and always so that the end is noticed within
 * a tenth of the build's own length: a tenth of its age, less the second that the asking may take.
 */
export function waitSeconds(elapsedSeconds: number): number {
  return Math.min(LONGEST_SECONDS, Math.max(1, Math.floor(elapsedSeconds / 10) - 1));
}

/** A build that CodeBuild does not take just now is offered again after so many seconds. */
const HELD_SECONDS = 30;

/**
 * A build in line may start, and end, at any time: every three seconds; and every 15 behind an old build, for an
 * execution holds no more than 25,000 events.
 */
const inLineSeconds = (elapsedSeconds: number): number => Math.min(15, Math.max(3, Math.floor(elapsedSeconds / 60)));

/**
 * Whoever asks moves the queue for all of them: so often in a second, all who wait behind others together, is enough. With fifty talks
 * each slide is an execution that waits, and a hundred of them would ask, and pay, a hundred times as often.
 */
const ASKED_A_SECOND = 2;

/** What runs now, as whoever moves the queue sees it. */
export interface Pace {
  readonly running: { readonly ticket: string } | undefined;
  /** How many tickets wait for a build, or for the end of one. */
  readonly askers: number;
  readonly elapsedSeconds: number;
  /** Why CodeBuild does not take the build just now. */
  readonly held?: string | undefined;
}

/** Whole seconds to wait before asking again about a ticket. */
export function waitSecondsOf(ticket: string, { running, askers, elapsedSeconds, held }: Pace): number {
  const seconds = held ? HELD_SECONDS : waitSeconds(elapsedSeconds);
  if (running?.ticket === ticket) return seconds;
  const alone = held ? HELD_SECONDS : Math.min(inLineSeconds(elapsedSeconds), seconds);
  return Math.min(LONGEST_SECONDS, Math.max(alone, Math.ceil(askers / ASKED_A_SECOND)));
}

/** Bounds a polling loop. @throws BuildTimedOut when it has gone on for more than `patience` seconds before `now` (milliseconds) */
export function checkPatience(askedAt: string, now: number, patience: number, why: string): void {
  if (now - Date.parse(askedAt) > patience * 1000) throw new BuildTimedOut(`Gave up after ${patience / 60} minutes: ${why}`);
}
