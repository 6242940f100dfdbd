import { likeliest } from "./did-you-mean.ts";

/** Whether IANA knows the name. An offset is no time zone: it does not know when summer time ends. */
export function isTimeZone(name: string): boolean {
  if (!/^[A-Za-z]/.test(name)) return false;
  try {
    new Intl.DateTimeFormat("en", { timeZone: name });
    return true;
  } catch {
    return false;
  }
}

/** The time zone that was most likely meant by a name that is none: `Berlin` is `Europe/Berlin`. */
export function timeZoneLike(name: string): string | undefined {
  const zones = Intl.supportedValuesOf("timeZone");
  const city = name.replaceAll(" ", "_").toLowerCase();
  return zones.find((zone) => zone.toLowerCase().endsWith(`/${city}`)) ?? likeliest(name, zones);
}
