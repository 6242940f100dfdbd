/** The build queue's item in the `builds` table. */
import { type BuildQueue, EMPTY_QUEUE } from "../rules/build-queue.ts";
import { inBuildsTable } from "./builds-table.ts";
import { changeContent, readContent } from "./versioned-item.ts";

/** The queue's key; the table could hold more sites than this one. */
const SITE = "site";

/** Applies a transition of the queue (see changeContent). @throws ItemContention */
export const changeQueue = async (transition: (queue: BuildQueue) => Promise<BuildQueue> | BuildQueue): Promise<BuildQueue> =>
  changeContent(inBuildsTable(SITE), EMPTY_QUEUE, transition);

/** The queue as it is now. */
export const readQueue = async (): Promise<BuildQueue> => readContent(inBuildsTable(SITE), EMPTY_QUEUE);
