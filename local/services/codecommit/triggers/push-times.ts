/**
 * When a repository's pushes happened, for those who order pushes by it: each a time of its own that never changes,
 * later than that of every push before it, also when this machine's clock steps back.
 */
import { existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { writeFileAtomically } from "../../../store/atomic-file.ts";

/** On disk, one file a repository. All in milliseconds since the epoch. */
interface PushTimes {
  /** The time of the latest push. */
  readonly last: number;
  /** By the ids of the pushes that a trigger has still to hear of. */
  readonly times: Readonly<Record<string, number>>;
}

/**
 * The time of the finished push `id`. The pushes of the journal that have none yet get theirs first, in the order in
 * which git ended them; all at once, so that it does not matter who asks first.
 */
export function timeOfPush(path: string, journal: string, id: string): number {
  const known = read(path);
  const given = known.times[id];
  if (given !== undefined) return given;
  let { last } = known;
  const times: Record<string, number> = {};
  for (const push of finishedPushes(journal)) {
    const time = known.times[push.id] ?? Math.max(push.endedAt, last + 1);
    times[push.id] = time;
    last = Math.max(last, time);
  }
  writeFileAtomically(path, JSON.stringify({ last, times } satisfies PushTimes));
  return times[id] ?? last;
}

function read(path: string): PushTimes {
  return existsSync(path) ? JSON.parse(readFileSync(path, "utf8")) : { last: 0, times: {} };
}

function finishedPushes(journal: string): { id: string; endedAt: number }[] {
  return readdirSync(journal)
    .filter((name) => name.endsWith(".push"))
    .map((name) => ({
      id: name.slice(0, -".push".length),
      endedAt: Math.floor(statSync(join(journal, name)).mtimeMs),
    }))
    .sort((one, other) => one.endedAt - other.endedAt);
}
