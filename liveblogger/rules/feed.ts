/** The talk's feed, by JSON Feed 1.1 (https://www.jsonfeed.org/version/1.1/); what the talk's page needs besides is under `_lectern`. */
import { createHash } from "node:crypto";
import { entryPath, mediaPath } from "../data/keys.ts";
import type { PostItem } from "../data/post-item.ts";
import type { TalkItem } from "../data/talk-item.ts";
import type { HttpAnswer } from "./refusal.ts";
import { shownPictures } from "./shown-pictures.ts";

/** @param talk undefined when there is none of that name: the feed is empty then, for the site has one page for all errors */
export function feedOf(name: string, talk: TalkItem | undefined, posts: readonly PostItem[], siteUrl: string): object {
  const address = `${siteUrl}/live/${encodeURIComponent(name)}/`;
  return {
    version: "https://jsonfeed.org/version/1.1",
    title: talk?.title ?? name,
    home_page_url: address,
    feed_url: `${address}feed.json`,
    ...(talk && { authors: [{ name: talk.speaker }] }),
    items: posts.toSorted(newestFirst).map((post) => itemOf(post, siteUrl)),
    _lectern: { talk: name, ...(talk && { status: talk.status }) },
  };
}

const newestFirst = (one: PostItem, other: PostItem): number =>
  other.time.localeCompare(one.time) || (other.entry < one.entry ? -1 : 1);

function itemOf(post: PostItem, siteUrl: string): object {
  const { talk, entry, slide, assurance, returned, pictures } = post;
  const back = returned.at(-1);
  return {
    id: `${talk}/${entry}`,
    url: siteUrl + entryPath(talk, entry),
    title: post.title,
    content_html: post.notes.html,
    image: siteUrl + mediaPath(pictures.large.key),
    date_published: post.time,
    ...(back && { date_modified: back }),
    _lectern: {
      entry,
      ...(slide !== undefined && { slide }),
      assurance,
      returned,
      pictures: shownPictures(pictures),
    },
  };
}

const HEADERS = { "cache-control": "public, max-age=1" };

/** The feed as it is sent; without a body to who has it already. @param ifNoneMatch the request's header */
export function feedAnswer(feed: object, ifNoneMatch: string | undefined): HttpAnswer {
  const body = JSON.stringify(feed);
  const etag = `"${createHash("sha256").update(body).digest("base64url").slice(0, 27)}"`;
  const headers = { ...HEADERS, etag };
  if (matches(ifNoneMatch, etag)) return { statusCode: 304, headers, body: "" };
  return { statusCode: 200, headers: { ...headers, "content-type": "application/feed+json; charset=utf-8" }, body };
}

/** Whether a list of tags, weak ones too, holds this one. */
const matches = (ifNoneMatch = "", etag: string): boolean =>
  ifNoneMatch.split(",").some((tag) => tag.trim() === "*" || tag.trim().replace(/^W\//, "") === etag);
