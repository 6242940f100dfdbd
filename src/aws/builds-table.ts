import { ConditionalCheckFailedException, DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { DynamoDBDocumentClient, GetCommand, PutCommand } from "@aws-sdk/lib-dynamodb";

const client = DynamoDBDocumentClient.from(new DynamoDBClient({}), { marshallOptions: { removeUndefinedValues: true } });

/** A site's item as it was read: its content (undefined when there is none yet) and the version to write against. */
export interface Versioned {
  readonly content: unknown;
  readonly version: number;
}

/** Reads the site's item, strongly consistent. */
export async function readSite(tableName: string, site: string): Promise<Versioned> {
  const { Item } = await client.send(new GetCommand({ TableName: tableName, Key: { site }, ConsistentRead: true }));
  return { content: Item?.content, version: typeof Item?.version === "number" ? Item.version : 0 };
}

/** Writes the site's item if nobody has since `version` was read; false when somebody has. */
export async function writeSite(tableName: string, site: string, content: unknown, version: number): Promise<boolean> {
  try {
    await client.send(
      new PutCommand({
        TableName: tableName,
        Item: { site, content, version: version + 1 },
        ConditionExpression: "attribute_not_exists(site) OR #version = :version",
        ExpressionAttributeNames: { "#version": "version" },
        ExpressionAttributeValues: { ":version": version },
      }),
    );
    return true;
  } catch (error) {
    if (error instanceof ConditionalCheckFailedException) return false;
    throw error;
  }
}
