/*
 * Times are told as they were where the talk is given. They are put together from numbers, because a page is built in
 * one program and taken up by another, whose wordings of dates differ.
 */

/** A moment as a clock and a calendar at a place have it. */
export interface LocalTime {
  /** `2026-11-28` */
  readonly day: string;
  /** `14:32` */
  readonly clock: string;
  /** `UTC+1`, `UTC−3:30`, `UTC` */
  readonly zone: string;
}

/** @param moment ISO 8601, or milliseconds. @param timeZone as IANA names it; UTC when it is null or not known here */
export function localTime(moment: string | number, timeZone: string | null): LocalTime {
  const at = new Date(moment);
  const parts = Object.fromEntries(
    formatOf(timeZone)
      .formatToParts(at)
      .map(({ type, value }) => [type, value]),
  );
  const day = `${parts.year?.padStart(4, "0")}-${parts.month}-${parts.day}`;
  const clock = `${parts.hour}:${parts.minute}`;
  const minute = 60_000;
  const offset = Date.parse(`${day}T${clock}:00Z`) - Math.floor(at.getTime() / minute) * minute;
  return { day, clock, zone: zoneOf(offset / minute) };
}

function formatOf(timeZone: string | null): Intl.DateTimeFormat {
  const numbers = { year: "numeric", month: "2-digit", day: "2-digit", hour: "2-digit", minute: "2-digit" } as const;
  const format = (zone: string) => new Intl.DateTimeFormat("en-GB", { ...numbers, hourCycle: "h23", timeZone: zone });
  try {
    return format(timeZone ?? "UTC");
  } catch {
    return format("UTC"); // a browser that is older than the zone's name; what is shown says that it is UTC
  }
}

function zoneOf(offset: number): string {
  if (offset === 0) return "UTC";
  const [hours, minutes] = [Math.floor(Math.abs(offset) / 60), Math.abs(offset) % 60];
  return `UTC${offset < 0 ? "−" : "+"}${hours}${minutes === 0 ? "" : `:${minutes}`}`;
}

const months = "January February March April May June July August September October November December".split(" ");

/** `2026-11-28` as `28 November 2026`. */
export function dayInWords(day: string): string {
  const [year, month, date] = day.slice(0, 10).split("-").map(Number);
  return `${date} ${months[Number(month) - 1]} ${year}`;
}
