import { ConditionalCheckFailedException, DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { DynamoDBDocumentClient, GetCommand, PutCommand } from "@aws-sdk/lib-dynamodb";

/** Of every table. */
export const documents = DynamoDBDocumentClient.from(new DynamoDBClient({}), {
  marshallOptions: { removeUndefinedValues: true },
});

/** Where an item is. */
export interface Place {
  readonly table: string;
  readonly key: Readonly<Record<string, string | number>>;
}

/** An item as it was read: its content (undefined when there is none yet) and the version to write against. */
export interface Versioned {
  readonly content: unknown;
  readonly version: number;
}

/** Reads an item, strongly consistent; undefined when there is none. */
export async function readItem({ table, key }: Place): Promise<Readonly<Record<string, unknown>> | undefined> {
  const { Item } = await documents.send(new GetCommand({ TableName: table, Key: key, ConsistentRead: true }));
  return Item;
}

/** Reads an item that is written by `writeVersioned`. */
export async function readVersioned(place: Place): Promise<Versioned> {
  const item = await readItem(place);
  return { content: item?.content, version: typeof item?.version === "number" ? item.version : 0 };
}

/** What an item must be like to be replaced, as PutItem takes it. */
export interface Condition {
  readonly ConditionExpression: string;
  readonly ExpressionAttributeNames?: Record<string, string>;
  readonly ExpressionAttributeValues?: Record<string, unknown>;
}

/** Writes an item if what is there now meets the condition; false when it does not. */
export async function writeIf(table: string, item: object, condition: Condition): Promise<boolean> {
  try {
    await documents.send(new PutCommand({ TableName: table, Item: { ...item }, ...condition }));
    return true;
  } catch (error) {
    if (error instanceof ConditionalCheckFailedException) return false;
    throw error;
  }
}

/** Writes the content if nobody has since `version` was read; false when somebody has. */
export const writeVersioned = ({ table, key }: Place, content: unknown, version: number): Promise<boolean> =>
  writeIf(
    table,
    { ...key, content, version: version + 1 },
    {
      ConditionExpression: "attribute_not_exists(#version) OR #version = :version",
      ExpressionAttributeNames: { "#version": "version" },
      ExpressionAttributeValues: { ":version": version },
    },
  );
