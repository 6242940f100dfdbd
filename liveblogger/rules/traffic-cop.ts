/**
 * The traffic cop: which photograph is news, and whose task it is to write that down. One item a talk, changed by one conditional
 * write. An entry is claimed by the execution that makes it necessary, and a change of it by the one that causes it: so a task that
 * is run again finds that it is still its own, and two that come at once never both think so.
 */
import { slideEntry, updateEntry } from "../data/keys.ts";
import type { TalkItem } from "../data/talk-item.ts";
import { CERTAIN } from "./certainty.ts";
import { latest, type Observation, observe, showings } from "./observations.ts";

/** What an entry is to say, and who is to write it. Times are in milliseconds since the epoch. */
export interface Claim {
  readonly time: number;
  readonly returned: readonly number[];
  /** The traffic cop's revision at the last change of this. */
  readonly revision: number;
  /** The execution that makes the entry. */
  readonly claimedBy: string;
  /** The execution that changed it last, and writes that. */
  readonly changedBy: string;
  readonly changedAt: number;
}

/** The content of a talk's item in the `current` table. */
export interface TrafficCop {
  /** The slide on the screen, and when it was photographed last: ISO 8601, UTC. */
  readonly slide?: number;
  readonly time?: string;
  /** Counts the changes of entries. */
  readonly revision: number;
  readonly observed: readonly Observation[];
  /** By the entry's name. */
  readonly entries: Readonly<Record<string, Claim>>;
}

export const NOTHING_SEEN: TrafficCop = { revision: 0, observed: [], entries: {} };

/** What an execution has to tell of its photograph. */
export interface Sighting {
  readonly execution: string;
  /** When it was taken, in milliseconds since the epoch. */
  readonly at: number;
  /** The photograph's hash. */
  readonly photo: string;
  /** null when it shows none of the deck's */
  readonly slide: number | null;
  readonly assurance: number;
  /** whether the camera saw the same shortly before */
  readonly still: boolean;
}

type Settings = Pick<TalkItem, "threshold" | "unknownPhotos" | "status">;

const isAssured = ({ slide, assurance }: Sighting, { threshold }: Settings): boolean => slide !== null && assurance >= threshold;

/** The entry that the photograph belongs to. */
export const entryOf = (sighting: Sighting, settings: Settings): string =>
  sighting.slide !== null && isAssured(sighting, settings)
    ? slideEntry(sighting.slide)
    : updateEntry({ takenAt: sighting.at, hash: sighting.photo });

/** The traffic cop after the photograph; the argument itself when it changes nothing. @param now in milliseconds since the epoch */
export function direct(cop: TrafficCop, sighting: Sighting, settings: Settings, now: number): TrafficCop {
  if (isAssured(sighting, settings)) return see(cop, sighting, settings, now);
  return settings.unknownPhotos === "post" && isLiveUpdate(cop, sighting) ? update(cop, sighting, now) : cop;
}

function see(
  cop: TrafficCop,
  { execution, at, photo, slide, assurance }: Sighting,
  { status }: Settings,
  now: number,
): TrafficCop {
  const observed = observe(cop.observed, { at, photo, slide: slide as number }, assurance >= CERTAIN);
  if (observed === cop.observed) return cop;
  const revision = cop.revision + 1;
  const changed: Record<string, Claim> = {};
  for (const [shown, { first: time, returned }] of showings(observed)) {
    const entry = slideEntry(shown);
    const before = cop.entries[entry];
    if (before?.time === time && before.returned.join() === returned.join()) continue;
    changed[entry] = {
      time,
      returned,
      revision,
      claimedBy: before?.claimedBy ?? execution,
      changedBy: execution,
      changedAt: now,
    };
  }
  const last = latest(observed);
  return {
    ...cop,
    // What still comes of an ended talk is entered at its time; nothing is on the screen any more.
    ...(last && status === "open" && { slide: last.slide, time: new Date(last.at).toISOString() }),
    revision: Object.keys(changed).length > 0 ? revision : cop.revision,
    observed,
    entries: { ...cop.entries, ...changed },
  };
}

/** One live update in so long. */
const INTERVAL = 5 * 60 * 1000;
/** A slide is coming or going. */
const NEAR_SLIDE = 10 * 1000;

/** Whether a photograph that shows no slide for sure is worth a live update: its scene stood still, and nothing else was told around it. */
function isLiveUpdate({ observed, entries }: TrafficCop, { at, still }: Sighting): boolean {
  const updates = Object.entries(entries).filter(([entry]) => entry.startsWith("update-"));
  return (
    still &&
    updates.every(([, { time }]) => Math.abs(time - at) >= INTERVAL) &&
    observed.every((other) => Math.abs(other.at - at) > NEAR_SLIDE)
  );
}

function update(cop: TrafficCop, { execution, at, photo }: Sighting, now: number): TrafficCop {
  const revision = cop.revision + 1;
  const claim = { time: at, returned: [], revision, claimedBy: execution, changedBy: execution, changedAt: now };
  return { ...cop, revision, entries: { ...cop.entries, [updateEntry({ takenAt: at, hash: photo })]: claim } };
}

/** The entries that this execution is to write. */
export const entriesOf = ({ entries }: TrafficCop, execution: string): string[] =>
  Object.keys(entries).filter((entry) => {
    const { claimedBy, changedBy } = entries[entry] as Claim;
    return claimedBy === execution || changedBy === execution;
  });

/** The longest that an execution may take from its claim to the writing of it, retries included. */
const PATIENCE = 2 * 60 * 1000;

/** The entry's claim, if whoever has it should have written by now. */
export function overdue({ entries }: TrafficCop, entry: string, execution: string, now: number): Claim | undefined {
  const claim = entries[entry];
  if (!claim || claim.claimedBy === execution || claim.changedBy === execution) return undefined;
  return now - claim.changedAt > PATIENCE ? claim : undefined;
}

/** Takes an overdue claim over, whose claimant must have died; the argument itself when somebody else was faster. */
export function takeOver(cop: TrafficCop, entry: string, due: Claim, execution: string, now: number): TrafficCop {
  const claim = cop.entries[entry];
  if (claim?.changedAt !== due.changedAt || claim.changedBy !== due.changedBy) return cop;
  const taken = { ...claim, claimedBy: execution, changedBy: execution, changedAt: now };
  return { ...cop, entries: { ...cop.entries, [entry]: taken } };
}

/** What was decided, for a person who reads the execution. */
export function decision({ observed, entries }: TrafficCop, sighting: Sighting, settings: Settings, isNews: boolean): string {
  const { slide, at, photo } = sighting;
  if (slide === null) return isNews ? "No slide of the deck: a live update" : "No slide of the deck";
  if (!isAssured(sighting, settings)) return isNews ? `Not sure of slide ${slide}: a live update` : `Not sure of slide ${slide}`;
  const claim = entries[slideEntry(slide)];
  if (isNews) return claim?.returned.includes(at) ? `Slide ${slide} is back` : `Slide ${slide} is news`;
  const isAlone = observed.some((other) => other.at === at && other.photo === photo && !other.counts);
  return isAlone ? `Slide ${slide} needs a second photograph` : `Slide ${slide} is known`;
}
