/** An entry's item in the `posts` table, as the traffic cop wants it. */
import type { PostItem } from "../data/post-item.ts";
import type { Claim } from "./traffic-cop.ts";

/** What makes an entry, besides when it was shown: kept, once it is written. */
export type NewPost = Omit<PostItem, "revision" | "time" | "returned">;

const iso = (milliseconds: number): string => new Date(milliseconds).toISOString();

/** The entry with what the claim says of it. */
export const asClaimed = (post: NewPost, { revision, time, returned }: Claim): PostItem => ({
  ...post,
  revision,
  time: iso(time),
  returned: returned.map(iso),
});

/** Whether the item says already what the claim says. */
export const isUpToDate = (post: PostItem, { revision }: Claim): boolean => post.revision >= revision;
