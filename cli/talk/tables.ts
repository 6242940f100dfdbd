/** A talk's items in the tables. */
import { GetCommand, PutCommand, paginateQuery, paginateScan, UpdateCommand } from "@aws-sdk/lib-dynamodb";
import type { SlideItem } from "../../liveblogger/data/slide-item.ts";
import type { TalkItem } from "../../liveblogger/data/talk-item.ts";
import type { TalkStack } from "./stack.ts";
import { writeBatches } from "./write-batches.ts";

type Key = Readonly<Record<string, string | number>>;

export async function readTalkItem({ documents, tables }: TalkStack, talk: string): Promise<TalkItem | undefined> {
  const { Item } = await documents.send(new GetCommand({ TableName: tables.talks, Key: { talk }, ConsistentRead: true }));
  return Item as TalkItem | undefined;
}

/** The names of the talks that were published. */
export async function publishedTalks({ documents, tables }: TalkStack): Promise<string[]> {
  const names: string[] = [];
  const pages = paginateScan({ client: documents }, { TableName: tables.talks, ProjectionExpression: "talk" });
  for await (const { Items = [] } of pages) names.push(...Items.map(({ talk }) => String(talk)));
  return names.sort();
}

export async function putTalkItem({ documents, tables }: TalkStack, item: TalkItem): Promise<void> {
  await documents.send(new PutCommand({ TableName: tables.talks, Item: item }));
}

/** Closes a talk that there is; gives it as it is then. */
export async function closeTalk({ documents, tables }: TalkStack, talk: string): Promise<TalkItem> {
  const { Attributes } = await documents.send(
    new UpdateCommand({
      TableName: tables.talks,
      Key: { talk },
      UpdateExpression: "SET #status = :ended",
      ConditionExpression: "attribute_exists(talk)",
      ExpressionAttributeNames: { "#status": "status" },
      ExpressionAttributeValues: { ":ended": "ended" },
      ReturnValues: "ALL_NEW",
    }),
  );
  return Attributes as TalkItem;
}

export const putSlides = ({ documents, tables }: TalkStack, slides: readonly SlideItem[]): Promise<void> =>
  writeBatches(
    documents,
    tables.slides,
    slides.map((Item) => ({ PutRequest: { Item } })),
  );

/** Removes slides that the talk's deck has no more; gives how many there were. */
export async function removeSlidesBeyond(stack: TalkStack, talk: string, last: number): Promise<number> {
  const keys = await keysOf(stack, "slides", talk, "slide");
  const beyond = keys.filter(({ slide = 0 }) => Number(slide) > last);
  await removeItems(stack, "slides", beyond);
  return beyond.length;
}

/** How many entries the talk has. */
export const countEntries = async (stack: TalkStack, talk: string): Promise<number> =>
  (await keysOf(stack, "posts", talk, "entry")).length;

/** Removes all of a talk's items of a table whose second key is `sort`. */
export const removeAll = async (stack: TalkStack, table: "posts" | "cameras", talk: string, sort: string): Promise<void> =>
  removeItems(stack, table, await keysOf(stack, table, talk, sort));

export const removeItems = (
  { documents, tables }: TalkStack,
  table: keyof TalkStack["tables"],
  keys: readonly Key[],
): Promise<void> =>
  writeBatches(
    documents,
    tables[table],
    keys.map((key) => ({ DeleteRequest: { Key: key } })),
  );

async function keysOf(
  { documents, tables }: TalkStack,
  table: keyof TalkStack["tables"],
  talk: string,
  sort: string,
): Promise<Key[]> {
  const keys: Key[] = [];
  const pages = paginateQuery(
    { client: documents },
    {
      TableName: tables[table],
      KeyConditionExpression: "talk = :talk",
      ExpressionAttributeValues: { ":talk": talk },
      ProjectionExpression: "talk, #sort",
      ExpressionAttributeNames: { "#sort": sort },
      ConsistentRead: true,
    },
  );
  for await (const { Items = [] } of pages) keys.push(...(Items as Key[]));
  return keys;
}
