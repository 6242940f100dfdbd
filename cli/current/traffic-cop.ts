/** The traffic cop's item in the `current` table, read and changed from outside of the machine: see liveblogger/rules/traffic-cop.ts. */
import { ConditionalCheckFailedException } from "@aws-sdk/client-dynamodb";
import { GetCommand, PutCommand } from "@aws-sdk/lib-dynamodb";
import { NOTHING_SEEN, type TrafficCop } from "../../liveblogger/rules/traffic-cop.ts";
import { UserError } from "../errors.ts";
import type { Stack } from "../stack/with-stack.ts";

const ATTEMPTS = 12;

interface Versioned {
  readonly content: TrafficCop;
  readonly version: number;
}

export const readTrafficCop = async (stack: Stack, talk: string): Promise<TrafficCop> => (await readItem(stack, talk)).content;

/** Applies the transition by one conditional write, again when somebody was faster. @throws UserError when all of them were */
export async function changeTrafficCop(
  stack: Stack,
  talk: string,
  transition: (cop: TrafficCop) => TrafficCop,
): Promise<TrafficCop> {
  for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
    const { content, version } = await readItem(stack, talk);
    const after = transition(content);
    if (after === content || (await writeItem(stack, talk, { content: after, version }))) return after;
  }
  throw new UserError("Too many photographs come at once: try again in some seconds.");
}

async function readItem({ documents, tables }: Stack, talk: string): Promise<Versioned> {
  const { Item } = await documents.send(new GetCommand({ TableName: tables.current, Key: { talk }, ConsistentRead: true }));
  return { content: (Item?.content as TrafficCop | undefined) ?? NOTHING_SEEN, version: Number(Item?.version ?? 0) };
}

/** Writes what follows the version; false when another is there. */
async function writeItem({ documents, tables }: Stack, talk: string, { content, version }: Versioned): Promise<boolean> {
  const condition = {
    ConditionExpression: "attribute_not_exists(#version) OR #version = :version",
    ExpressionAttributeNames: { "#version": "version" },
    ExpressionAttributeValues: { ":version": version },
  };
  try {
    await documents.send(
      new PutCommand({ TableName: tables.current, Item: { talk, content, version: version + 1 }, ...condition }),
    );
    return true;
  } catch (error) {
    if (error instanceof ConditionalCheckFailedException) return false;
    throw error;
  }
}
