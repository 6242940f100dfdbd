/** An item with a version: read, changed, written back on condition, and again if somebody was faster. */
import { setTimeout as delay } from "node:timers/promises";
import { type Place, readVersioned, writeVersioned } from "../aws/dynamodb.ts";
import { ItemContention } from "../errors.ts";

const ATTEMPTS = 12;

/** What the item holds now; `empty` when there is none yet. */
export async function readContent<Content>(place: Place, empty: Content): Promise<Content> {
  const { content } = await readVersioned(place);
  return (content as Content | undefined) ?? empty;
}

/**
 * Applies `transition` to the item's content and gives what is stored then. It returns its argument when there is
 * nothing to change, and may be asked again with fresher content. @throws ItemContention
 */
export async function changeContent<Content>(
  place: Place,
  empty: Content,
  transition: (content: Content) => Promise<Content> | Content,
): Promise<Content> {
  for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
    const { content, version } = await readVersioned(place);
    const before = (content as Content | undefined) ?? empty;
    const after = await transition(before);
    if (after === before || (await writeVersioned(place, after, version))) return after;
    await delay(Math.random() * 50 * 2 ** Math.min(attempt, 5));
  }
  const item = Object.values(place.key).join("/");
  throw new ItemContention(`The item ${item} changed under us ${ATTEMPTS} times; trying again later.`);
}
