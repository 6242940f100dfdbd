/** Timestamps of the Amazon States Language: RFC 3339 with an upper-case T and Z, or an offset. */

const TIMESTAMP = /^(\d{4})-(\d\d)-(\d\d)T(\d\d):(\d\d):(\d\d)(?:\.(\d{1,9}))?(Z|[+-]\d\d:\d\d)$/;
const NANOSECONDS = 1_000_000_000n;

/** Nanoseconds since the epoch, or undefined when `text` is no valid timestamp. */
export function parseTimestamp(text: string): bigint | undefined {
  const match = TIMESTAMP.exec(text);
  if (!match) return undefined;
  const [, year, month, day, hour, minute, second, fraction = "", zone = "Z"] = match;
  const local = `${year}-${month}-${day}T${hour}:${minute}:${second}.000Z`;
  const milliseconds = Date.parse(local);
  // Date takes the 31st of February; a timestamp that is written back unlike was never valid.
  if (Number.isNaN(milliseconds) || new Date(milliseconds).toISOString() !== local) return undefined;
  const offset = offsetMinutes(zone);
  if (offset === undefined) return undefined;
  return (BigInt(milliseconds / 1000) - BigInt(offset * 60)) * NANOSECONDS + BigInt(fraction.padEnd(9, "0"));
}

/** Milliseconds since the epoch, rounded up: a wait never ends early. */
export function toMilliseconds(nanoseconds: bigint): number {
  return Math.ceil(Number(nanoseconds) / 1e6);
}

function offsetMinutes(zone: string): number | undefined {
  if (zone === "Z") return 0;
  const [hours = 0, minutes = 0] = zone.slice(1).split(":").map(Number);
  if (hours > 18 || minutes > 59) return undefined;
  return (zone.startsWith("-") ? -1 : 1) * (hours * 60 + minutes);
}
