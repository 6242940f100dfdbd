/** A talk's items in the tables. */
import {
  GetCommand,
  PutCommand,
  paginateQuery,
  paginateScan,
  type QueryCommandInput,
  UpdateCommand,
} from "@aws-sdk/lib-dynamodb";
import type { CameraItem } from "../../liveblogger/data/camera-item.ts";
import type { PostItem } from "../../liveblogger/data/post-item.ts";
import type { SlideItem } from "../../liveblogger/data/slide-item.ts";
import type { TalkItem } from "../../liveblogger/data/talk-item.ts";
import type { Stack } from "../stack/with-stack.ts";
import { writeBatches } from "./write-batches.ts";

type Key = Readonly<Record<string, string | number>>;

export async function readTalkItem({ documents, tables }: Stack, talk: string): Promise<TalkItem | undefined> {
  const { Item } = await documents.send(new GetCommand({ TableName: tables.talks, Key: { talk }, ConsistentRead: true }));
  return Item as TalkItem | undefined;
}

/** The talks that were published, by their names' order. */
export async function publishedTalks({ documents, tables }: Stack): Promise<TalkItem[]> {
  const items: TalkItem[] = [];
  for await (const { Items = [] } of paginateScan({ client: documents }, { TableName: tables.talks }))
    items.push(...(Items as TalkItem[]));
  return items.sort((one, other) => (one.talk < other.talk ? -1 : 1));
}

export async function readSlide({ documents, tables }: Stack, talk: string, slide: number): Promise<SlideItem | undefined> {
  const { Item } = await documents.send(new GetCommand({ TableName: tables.slides, Key: { talk, slide } }));
  return Item as SlideItem | undefined;
}

export const readSlides = (stack: Stack, talk: string): Promise<SlideItem[]> => itemsOf<SlideItem>(stack, "slides", talk);

export const readCameras = (stack: Stack, talk: string): Promise<CameraItem[]> => itemsOf<CameraItem>(stack, "cameras", talk);

export async function readPost({ documents, tables }: Stack, talk: string, entry: string): Promise<PostItem | undefined> {
  const Key = { talk, entry };
  const { Item } = await documents.send(new GetCommand({ TableName: tables.posts, Key, ConsistentRead: true }));
  return Item as PostItem | undefined;
}

/** The talk's entries, in no particular order. */
export const readPosts = (stack: Stack, talk: string): Promise<PostItem[]> => itemsOf<PostItem>(stack, "posts", talk);

/** Changes the words of an entry that is there. */
export async function putWords({ documents, tables }: Stack, { talk, entry, title, notes }: PostItem): Promise<void> {
  await documents.send(
    new UpdateCommand({
      TableName: tables.posts,
      Key: { talk, entry },
      UpdateExpression: "SET title = :title, notes = :notes",
      ConditionExpression: "attribute_exists(entry)",
      ExpressionAttributeValues: { ":title": title, ":notes": notes },
    }),
  );
}

export async function putTalkItem({ documents, tables }: Stack, item: TalkItem): Promise<void> {
  await documents.send(new PutCommand({ TableName: tables.talks, Item: item }));
}

/** Closes a talk that there is; gives it as it is then. Closed again, it keeps its first end. @param endedAt ISO 8601, UTC */
export async function closeTalk({ documents, tables }: Stack, talk: string, endedAt: string): Promise<TalkItem> {
  const { Attributes } = await documents.send(
    new UpdateCommand({
      TableName: tables.talks,
      Key: { talk },
      UpdateExpression: "SET #status = :ended, endedAt = if_not_exists(endedAt, :endedAt)",
      ConditionExpression: "attribute_exists(talk)",
      ExpressionAttributeNames: { "#status": "status" },
      ExpressionAttributeValues: { ":ended": "ended", ":endedAt": endedAt },
      ReturnValues: "ALL_NEW",
    }),
  );
  return Attributes as TalkItem;
}

export const putSlides = ({ documents, tables }: Stack, slides: readonly SlideItem[]): Promise<void> =>
  writeBatches(
    documents,
    tables.slides,
    slides.map((Item) => ({ PutRequest: { Item } })),
  );

/** Removes slides that the talk's deck has no more; gives how many there were. */
export async function removeSlidesBeyond(stack: Stack, talk: string, last: number): Promise<number> {
  const keys = await keysOf(stack, "slides", talk, "slide");
  const beyond = keys.filter(({ slide = 0 }) => Number(slide) > last);
  await removeItems(stack, "slides", beyond);
  return beyond.length;
}

/** How many entries the talk has. */
export const countEntries = async (stack: Stack, talk: string): Promise<number> =>
  (await keysOf(stack, "posts", talk, "entry")).length;

/** Removes all of a talk's items of a table whose second key is `sort`. */
export const removeAll = async (stack: Stack, table: "posts" | "cameras", talk: string, sort: string): Promise<void> =>
  removeItems(stack, table, await keysOf(stack, table, talk, sort));

export const removeItems = ({ documents, tables }: Stack, table: keyof Stack["tables"], keys: readonly Key[]): Promise<void> =>
  writeBatches(
    documents,
    tables[table],
    keys.map((key) => ({ DeleteRequest: { Key: key } })),
  );

const keysOf = (stack: Stack, table: keyof Stack["tables"], talk: string, sort: string): Promise<Key[]> =>
  itemsOf<Key>(stack, table, talk, { ProjectionExpression: "talk, #sort", ExpressionAttributeNames: { "#sort": sort } });

/** A talk's items of a table. @param only what is read of each, all of it unless said */
async function itemsOf<Item>(
  { documents, tables }: Stack,
  table: keyof Stack["tables"],
  talk: string,
  only: Pick<QueryCommandInput, "ProjectionExpression" | "ExpressionAttributeNames"> = {},
): Promise<Item[]> {
  const items: Item[] = [];
  const query = {
    TableName: tables[table],
    KeyConditionExpression: "talk = :talk",
    ExpressionAttributeValues: { ":talk": talk },
    ConsistentRead: true,
    ...only,
  };
  for await (const { Items = [] } of paginateQuery({ client: documents }, query)) items.push(...(Items as Item[]));
  return items;
}
