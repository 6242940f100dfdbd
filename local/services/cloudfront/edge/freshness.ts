/** How long the edge keeps what an origin answered (Developer Guide, "Manage how long content stays in the cache"). */

/** Seconds. */
export interface TimesToLive {
  readonly min: number;
  readonly default: number;
  readonly max: number;
}

/**
 * Seconds that an answer is fresh: 0 when it must be asked for again each time, undefined when it
 * must not be kept at all. `now` is milliseconds since the epoch.
 */
export function timeToLive(headers: Readonly<Record<string, string>>, limits: TimesToLive, now: number): number | undefined {
  if (limits.max === 0) return undefined;
  const directives = directivesOf(headers["cache-control"]);
  const forbidden = directives.has("no-store") || directives.has("private");
  if (forbidden || directives.has("no-cache")) return limits.min > 0 ? limits.min : forbidden ? undefined : 0;
  const said = secondsOf(directives.get("s-maxage")) ?? secondsOf(directives.get("max-age")) ?? expiry(headers.expires, now);
  if (said === undefined) return Math.max(limits.min, limits.default);
  return Math.min(Math.max(said, limits.min), limits.max);
}

/** The directives of a Cache-Control header, in lower case, with their values. */
export function directivesOf(cacheControl: string | undefined): Map<string, string> {
  const directives = new Map<string, string>();
  for (const part of cacheControl?.split(",") ?? []) {
    const [name = "", value = ""] = part.split("=");
    directives.set(name.trim().toLowerCase(), value.trim().replace(/^"(.*)"$/, "$1"));
  }
  return directives;
}

function secondsOf(value: string | undefined): number | undefined {
  return value !== undefined && /^\d+$/.test(value) ? Number(value) : undefined;
}

function expiry(expires: string | undefined, now: number): number | undefined {
  if (expires === undefined) return undefined;
  const time = Date.parse(expires);
  return Number.isNaN(time) ? 0 : Math.max(0, Math.floor((time - now) / 1000));
}
