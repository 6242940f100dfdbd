import { dayInWords, localTime } from "./clock.ts";
import type { Entry } from "./entry.ts";

/** Below this the reader is told how sure the recogniser was. */
const SURE = 0.9;
/** More times than these are not listed. */
const LISTED = 3;

/** When an entry was first shown: `14:32 UTC+1`, with the day where it isn't the talk's. */
export function shownAt(moment: string | number, timeZone: string | null, talkDay: string | null): string {
  const { day, clock, zone } = localTime(moment, timeZone);
  return day === talkDay ? `${clock} ${zone}` : `${dayInWords(day)}, ${clock} ${zone}`;
}

/** `shown again at 14:40 and 14:52`, in the zone of the entry's own time; undefined when it was not. */
export function shownAgain({ time, returned }: Pick<Entry, "time" | "returned">, timeZone: string | null): string | undefined {
  if (returned.length === 0) return undefined;
  const first = localTime(time, timeZone);
  const times = returned.map((moment) => {
    const { day, clock, zone } = localTime(moment, timeZone);
    return (day === first.day ? clock : `${clock} on ${dayInWords(day)}`) + (zone === first.zone ? "" : ` ${zone}`);
  });
  if (times.length > LISTED) return `shown again ${times.length} times, last at ${times.at(-1)}`;
  return `shown again at ${inWords(times)}`;
}

const inWords = (texts: readonly string[]) =>
  texts.length < 2 ? texts.join() : `${texts.slice(0, -1).join(", ")} and ${texts.at(-1)}`;

/** How sure the recogniser was, where that is worth saying; undefined where it was sure. */
export function doubt({ slide, assurance }: Pick<Entry, "slide" | "assurance">): string | undefined {
  if (slide === null || assurance === null || assurance >= SURE) return undefined;
  return `recognised with ${Math.floor(assurance * 100)}% certainty`;
}

/** `1 slide`, `3 slides`; entries, where something else is among them. */
export function counted(entries: readonly Pick<Entry, "slide">[]): string {
  const noun = entries.every(({ slide }) => slide !== null) ? ["slide", "slides"] : ["entry", "entries"];
  return `${entries.length} ${entries.length === 1 ? noun[0] : noun[1]}`;
}

/** What is read out when entries came or were shown again, to whoever listens to the page; undefined when nothing did. */
export function announcement(added: readonly Entry[], shownOnceMore: readonly Entry[]): string | undefined {
  const [newest] = added;
  if (added.length === 1) return `New: ${newest?.title}`;
  if (newest) return `${counted(added).replace(" ", " new ")}, the newest: ${newest.title}`;
  return shownOnceMore[0] && `Shown again: ${shownOnceMore[0].title}`;
}
