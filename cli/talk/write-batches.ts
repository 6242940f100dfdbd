import { setTimeout as delay } from "node:timers/promises";
import { BatchWriteCommand, type BatchWriteCommandInput, type DynamoDBDocumentClient } from "@aws-sdk/lib-dynamodb";
import { UserError } from "../errors.ts";

type Request = NonNullable<BatchWriteCommandInput["RequestItems"]>[string][number];

/** BatchWriteItem takes so many. */
const MOST = 25;
const ATTEMPTS = 8;
const FIRST_PAUSE = 100;
const LONGEST_PAUSE = 5_000;

/**
 * Writes and deletes items of a table, some at a time; what DynamoDB leaves unprocessed is asked for again, after pauses that grow.
 * @throws UserError when it takes no more
 */
export async function writeBatches(
  documents: DynamoDBDocumentClient,
  table: string,
  requests: readonly Request[],
): Promise<void> {
  for (let first = 0; first < requests.length; first += MOST)
    await writeBatch(documents, table, requests.slice(first, first + MOST));
}

async function writeBatch(documents: DynamoDBDocumentClient, table: string, requests: Request[]): Promise<void> {
  let rest = requests;
  for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
    const { UnprocessedItems = {} } = await documents.send(new BatchWriteCommand({ RequestItems: { [table]: rest } }));
    rest = UnprocessedItems[table] ?? [];
    if (rest.length === 0) return;
    await delay(Math.min(LONGEST_PAUSE, FIRST_PAUSE * 2 ** attempt) * (0.5 + Math.random() / 2));
  }
  throw new UserError(`DynamoDB does not take more of ${table} at the moment: try again in some minutes.`);
}
