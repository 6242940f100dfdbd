/** How old a photograph is, whatever the time of day is thought to be. */

export interface CameraClock {
  /** Seconds since the camera's machine, or its page, was started; never set, never turned back. */
  now(): number;
  /** Which start that is. */
  readonly boot: string;
  /** The time of day in milliseconds since the epoch, which may be wrong: a Raspberry Pi has no clock of its own. */
  wall(): number;
}

/** When a photograph was taken, by all clocks there are. */
export interface Moment {
  readonly boot: string;
  /** seconds */
  readonly at: number;
  /** milliseconds since the epoch */
  readonly wall: number;
}

export const momentOf = (clock: CameraClock, at: number): Moment => ({
  boot: clock.boot,
  at,
  wall: Math.round(clock.wall() - (clock.now() - at) * 1000),
});

/**
 * How many seconds ago that was. Of a photograph from before the last start nobody knows exactly: it is at least as old as
 * the machine has run since, and as the time of day says, unless that was turned back.
 */
export function ageOf(moment: Moment, clock: CameraClock): number {
  if (moment.boot === clock.boot) return Math.max(0, clock.now() - moment.at);
  return Math.max(clock.now(), (clock.wall() - moment.wall) / 1000);
}
