import type { CameraClock } from "../camera/age.ts";

/** A clock that counts from when the page was opened; each opening is a start of its own. */
export function pageClock(): CameraClock {
  const boot = crypto.getRandomValues(new Uint32Array(1))[0]?.toString(16).padStart(8, "0") ?? "00000000";
  return { now: () => performance.now() / 1000, boot, wall: Date.now };
}
