/** Which names of a kind a policy picks. */
import { z } from "zod";
import { all, none, type Selection } from "../policies/cache-policy.ts";

export const selection = z.enum(["none", "whitelist", "allExcept", "all"]);

export function selectionOf(behavior: z.infer<typeof selection>, names: readonly string[] = []): Selection {
  if (behavior === "none") return none;
  if (behavior === "all") return all;
  return (name) => names.includes(name) === (behavior === "whitelist");
}
