/** An entry, brought to where readers see it: the item in the `posts` table, then the Markdown file that the next build takes up. */
import { required } from "../../src/environment.ts";
import { ItemContention } from "../../src/errors.ts";
import { putObject } from "../aws/s3.ts";
import { readPost, writePost } from "../aws/tables.ts";
import { postKey } from "../data/keys.ts";
import type { PostItem } from "../data/post-item.ts";
import { asClaimed, isUpToDate, type NewPost } from "../rules/entry.ts";
import { MARKDOWN, markdownOf } from "../rules/post.ts";
import { readTrafficCop } from "./traffic-cop-item.ts";

const ATTEMPTS = 12;

export interface WrittenEntry {
  readonly post: PostItem;
  /** true when readers had not seen it before */
  readonly isNew: boolean;
}

/**
 * Writes the entry as the traffic cop has it, until nothing has changed meanwhile; done twice it changes nothing.
 * @param make gives what a new entry is made of; without it only an entry that is there is changed, and its claimant will find the
 * change: it looks at the traffic cop again after it wrote
 * @throws ItemContention
 */
export async function writeEntry(
  talk: string,
  entry: string,
  make: (() => Promise<NewPost>) | undefined,
): Promise<WrittenEntry | undefined> {
  const table = required("POSTS_TABLE");
  let isNew = false;
  for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
    const claim = (await readTrafficCop(talk)).entries[entry];
    if (!claim) return undefined;
    const before = await readPost(table, talk, entry);
    if (before && isUpToDate(before, claim)) return { post: before, isNew };
    const content = before ?? (await make?.());
    if (!content) return undefined;
    const isWritten = await writePost(table, asClaimed(content, claim), before?.revision);
    isNew ||= isWritten && !before;
  }
  throw new ItemContention(`The entry ${talk}/${entry} changed under us ${ATTEMPTS} times; trying again later.`);
}

/** Writes the entry's file, until it says what the item says: another execution, or the speaker, may change that meanwhile. */
export async function writeMarkdown(post: PostItem, timeZone: string): Promise<void> {
  const { talk, entry } = post;
  for (let written: string | undefined, wanted = markdownOf(post, timeZone); wanted !== written; ) {
    await putObject(required("POSTS_BUCKET"), postKey(talk, entry), { bytes: wanted, ...MARKDOWN });
    written = wanted;
    const now = await readPost(required("POSTS_TABLE"), talk, entry);
    if (now) wanted = markdownOf(now, timeZone);
  }
}
