import { paginateQuery } from "@aws-sdk/lib-dynamodb";
import { documents, readItem, writeIf } from "../../src/aws/dynamodb.ts";
import type { CameraItem } from "../data/camera-item.ts";
import type { PostItem } from "../data/post-item.ts";
import type { SlideItem } from "../data/slide-item.ts";
import type { TalkItem } from "../data/talk-item.ts";

/** The talk, or undefined when it was never published. */
export const readTalk = (table: string, talk: string): Promise<TalkItem | undefined> =>
  readItem({ table, key: { talk } }) as Promise<TalkItem | undefined>;

export const readSlide = (table: string, talk: string, slide: number): Promise<SlideItem | undefined> =>
  readItem({ table, key: { talk, slide } }) as Promise<SlideItem | undefined>;

/** All slides of the talk's deck, in order. */
export const readSlides = (table: string, talk: string): Promise<SlideItem[]> => readAll<SlideItem>(table, talk);

export const readCamera = (table: string, talk: string, camera: string): Promise<CameraItem | undefined> =>
  readItem({ table, key: { talk, camera } }) as Promise<CameraItem | undefined>;

/** Remembers what the camera saw; false when a later photograph of it, or this one, is remembered already. */
export const writeCamera = (table: string, item: CameraItem): Promise<boolean> =>
  writeIf(table, item, {
    ConditionExpression: "attribute_not_exists(lastSeen) OR lastSeen < :lastSeen",
    ExpressionAttributeValues: { ":lastSeen": item.lastSeen },
  });

export const readPost = (table: string, talk: string, entry: string): Promise<PostItem | undefined> =>
  readItem({ table, key: { talk, entry } }) as Promise<PostItem | undefined>;

/** The talk's entries, in no particular order. */
export const readPosts = (table: string, talk: string): Promise<PostItem[]> => readAll<PostItem>(table, talk);

/** Writes an entry in place of the one of `revision`, or as a new one when that is undefined; false when another is there. */
export const writePost = (table: string, post: PostItem, revision: number | undefined): Promise<boolean> =>
  writeIf(
    table,
    post,
    revision === undefined
      ? { ConditionExpression: "attribute_not_exists(entry)" }
      : { ConditionExpression: "revision = :revision", ExpressionAttributeValues: { ":revision": revision } },
  );

async function readAll<Item>(table: string, talk: string): Promise<Item[]> {
  const items: Item[] = [];
  const pages = paginateQuery(
    { client: documents },
    {
      TableName: table,
      KeyConditionExpression: "talk = :talk",
      ExpressionAttributeValues: { ":talk": talk },
      ConsistentRead: true,
    },
  );
  for await (const { Items = [] } of pages) items.push(...(Items as Item[]));
  return items;
}
