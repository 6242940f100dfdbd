/** An item of the `builds` table: read, changed, written back on condition, and again if somebody was faster. */
import { setTimeout as delay } from "node:timers/promises";
import { readSite, writeSite } from "../aws/builds-table.ts";
import { required } from "../environment.ts";
import { QueueContention } from "../errors.ts";

const ATTEMPTS = 12;

/** What the item holds now; `empty` when there is none yet. */
export async function readItem<Content>(key: string, empty: Content): Promise<Content> {
  const { content } = await readSite(required("BUILDS_TABLE"), key);
  return (content as Content | undefined) ?? empty;
}

/**
 * Applies `transition` to the item and gives what is stored then. It returns its argument when there is
 * nothing to change, and may be asked again with fresher content. @throws QueueContention
 */
export async function changeItem<Content>(
  key: string,
  empty: Content,
  transition: (content: Content) => Promise<Content> | Content,
): Promise<Content> {
  const table = required("BUILDS_TABLE");
  for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
    const { content, version } = await readSite(table, key);
    const before = (content as Content | undefined) ?? empty;
    const after = await transition(before);
    if (after === before || (await writeSite(table, key, after, version))) return after;
    await delay(Math.random() * 50 * 2 ** Math.min(attempt, 5));
  }
  throw new QueueContention(`The item ${key} changed under us ${ATTEMPTS} times; trying again later.`);
}
