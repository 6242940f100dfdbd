import type { Entry } from "./entry.ts";
import { mergeEntries } from "./merge-entries.ts";
import type { Feed } from "./read-feed.ts";
import { announcement } from "./wording.ts";

/** What the page shows. */
export interface LiveState {
  /** Newest first. */
  readonly entries: readonly Entry[];
  /**
   * How the page stands to the feed: `built`, it was not asked yet, or knows of no such talk; `live`, it answers;
   * `lost`, it doesn't; `ended`, the talk is over and the feed is asked no more.
   */
  readonly connection: "built" | "live" | "lost" | "ended";
  /** The entries that came by the feed. */
  readonly added: ReadonlySet<string>;
  /** Those of them that came above what the reader was looking at, and were not looked at since. */
  readonly unseen: readonly Entry[];
  /** What is read out to whoever listens to the page. */
  readonly announced: string;
}

const connections = { open: "live", ended: "ended" } as const;

/** One failure is a hiccup. */
const FAILURES_TO_TELL = 2;

/** The page as it was built. */
export const builtState = (entries: readonly Entry[], ended: boolean): LiveState => ({
  entries: mergeEntries([], entries),
  connection: ended ? "ended" : "built",
  added: new Set(),
  unseen: [],
  announced: "",
});

/**
 * The feed answered.
 * @param readingBelow whether the reader has scrolled past the newest entry
 */
export function fed(state: LiveState, feed: Feed, readingBelow: boolean): LiveState {
  const entries = mergeEntries(state.entries, feed.entries);
  const before = new Map(state.entries.map((entry) => [entry.name, entry]));
  const added = entries.filter(({ name }) => !before.has(name));
  const again = entries.filter((entry) => entry.returned.length > (before.get(entry.name)?.returned.length ?? Infinity));
  const ended = feed.status === "ended";
  const said = [announcement(added, again), ended && state.connection !== "ended" && "The talk has ended"];
  return {
    entries,
    connection: feed.status === null ? "built" : connections[feed.status],
    added: new Set([...state.added, ...added.map(({ name }) => name)]),
    unseen: readingBelow ? [...added, ...state.unseen] : [],
    announced: said.filter(Boolean).join(". ") || state.announced,
  };
}

/** The feed did not answer, so often in a row. */
export const failed = (state: LiveState, failures: number): LiveState =>
  failures < FAILURES_TO_TELL ? state : { ...state, connection: "lost" };

/** The reader looks at the newest entry. */
export const seen = (state: LiveState): LiveState => (state.unseen.length === 0 ? state : { ...state, unseen: [] });
