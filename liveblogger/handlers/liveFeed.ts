import { required } from "../../src/environment.ts";
import { readPosts, readTalk } from "../aws/tables.ts";
import { isTalkName } from "../data/talk-item.ts";
import { feedAnswer, feedOf } from "../rules/feed.ts";
import type { HttpAnswer } from "../rules/refusal.ts";

/** What is read of the HTTP API's event (payload format 2.0). */
interface FeedEvent {
  readonly pathParameters?: Readonly<Record<string, string | undefined>> | undefined;
  readonly headers: Readonly<Record<string, string | undefined>>;
}

/** `GET /live/{talk}/feed.json`: the talk's entries, the newest first, as soon as they are written. */
export async function handler({ pathParameters, headers }: FeedEvent): Promise<HttpAnswer> {
  const name = pathParameters?.talk ?? "";
  const [talk, posts] = isTalkName(name)
    ? await Promise.all([readTalk(required("TALKS_TABLE"), name), readPosts(required("POSTS_TABLE"), name)])
    : [undefined, []];
  return feedAnswer(feedOf(name, talk, posts, required("SITE_URL")), headers["if-none-match"]);
}
