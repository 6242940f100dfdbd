import type { Stack } from "../stack/with-stack.ts";
import { removePages } from "./buckets.ts";
import { removeAll, removeItems } from "./tables.ts";

/**
 * Takes back what was posted of a talk, as after a rehearsal: its entries, what its cameras remember, and that its start was told of.
 * The traffic cop goes last: as long as it is there, the same command again takes back the rest.
 */
export async function forgetEntries(stack: Stack, talk: string): Promise<void> {
  await removeAll(stack, "posts", talk, "entry");
  await removePages(stack, talk);
  await removeAll(stack, "cameras", talk, "camera");
  await removeItems(stack, "builds", [{ site: `notices/${talk}` }]);
  await removeItems(stack, "current", [{ talk }]);
}
