/** What an answer to an upload means to the camera that sent the photograph. */

/**
 * - `taken`: the photograph is kept, and is the server's now;
 * - `again`: later the same photograph may be taken: the server is busy or broken, or the network is;
 * - `dropped`: this photograph will never be taken, another may be;
 * - `ended`: the talk had ended when it was taken: neither it nor a later one will be taken, an earlier one may be;
 * - `token`, `nowhere`: no photograph will be taken before somebody has seen to it: the token is wrong, there is no such talk at the
 *   address.
 */
export type Meaning = "taken" | "again" | "dropped" | "token" | "ended" | "nowhere";

const MEANINGS: ReadonlyMap<number, Meaning> = new Map([
  [401, "token"],
  [403, "token"],
  [404, "nowhere"],
  [408, "again"],
  [410, "ended"],
  [425, "again"],
  [429, "again"],
]);

/** @param status HTTP's */
export function meaningOf(status: number): Meaning {
  if (status >= 200 && status < 300) return "taken";
  const known = MEANINGS.get(status);
  if (known) return known;
  return status >= 400 && status < 500 ? "dropped" : "again";
}

/** Whether the meaning ends a camera's work at once. */
export const isFinal = (meaning: Meaning): meaning is "token" | "nowhere" => meaning === "token" || meaning === "nowhere";
