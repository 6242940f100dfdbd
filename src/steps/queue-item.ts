/** The build queue's item in the `builds` table. */
import { type BuildQueue, EMPTY_QUEUE } from "../rules/build-queue.ts";
import { changeItem, readItem } from "./versioned-item.ts";

/** The queue's key; the table could hold more sites than this one. */
const SITE = "site";

/** Applies a transition of the queue (see changeItem). @throws QueueContention */
export const changeQueue = (transition: (queue: BuildQueue) => Promise<BuildQueue> | BuildQueue): Promise<BuildQueue> =>
  changeItem(SITE, EMPTY_QUEUE, transition);

/** The queue as it is now. */
export const readQueue = (): Promise<BuildQueue> => readItem(SITE, EMPTY_QUEUE);
