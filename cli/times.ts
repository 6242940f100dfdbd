/** How a time and a span of time are told. Pure. */

/** `2026-11-28 09:15:00`, UTC. */
export const utc = (time: string | number | Date): string => new Date(time).toISOString().slice(0, 19).replace("T", " ");

const UNITS = [
  { name: "day", milliseconds: 86_400_000 },
  { name: "hour", milliseconds: 3_600_000 },
  { name: "minute", milliseconds: 60_000 },
  { name: "second", milliseconds: 1_000 },
] as const;

/** `3 minutes ago`, in the largest unit of which there is a whole one. */
export function ago(time: string | number | Date, now: number): string {
  const span = Math.max(0, now - new Date(time).getTime());
  const { name, milliseconds } = UNITS.find((unit) => span >= unit.milliseconds) ?? UNITS[3];
  return `${counted(Math.floor(span / milliseconds), name)} ago`;
}

/** `1 entry`, `2 entries` */
export const counted = (count: number, one: string, many = `${one}s`): string => `${count} ${count === 1 ? one : many}`;
