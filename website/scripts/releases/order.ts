/**
 * Which build is newer. CodeBuild starts the site's builds in the order of the build queue, so the time of the start
 * orders them as the queue does; unlike the build number it goes on when the project is made anew. The number decides
 * between builds of one millisecond.
 */
export interface Order {
  /** When the build was started: milliseconds since the epoch. */
  readonly startedAt: number;
  /** The project's build number. */
  readonly build: number;
}

export const isLower = (one: Order, other: Order): boolean =>
  one.startedAt === other.startedAt ? one.build < other.build : one.startedAt < other.startedAt;
