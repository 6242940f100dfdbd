const day = new Intl.DateTimeFormat("en-GB", { dateStyle: "long", timeZone: "UTC" });
const moment = new Intl.DateTimeFormat("en-GB", { dateStyle: "long", timeStyle: "short", timeZone: "UTC" });

/** A day, as `23 November 2026`. Dates are in UTC, so that a page reads the same wherever it was built. */
export function Day({ iso }: { iso: string }) {
  return <time dateTime={iso}>{day.format(new Date(iso))}</time>;
}

/** A moment, as `23 November 2026 at 17:05 UTC`. */
export function Moment({ iso }: { iso: string }) {
  return <time dateTime={iso}>{moment.format(new Date(iso))} UTC</time>;
}
