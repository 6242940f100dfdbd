/** DynamoDB's GetItem and PutItem over a map, with its conditions: what the `builds` table needs. */
import { setImmediate } from "node:timers/promises";
import { ConditionalCheckFailedException } from "@aws-sdk/client-dynamodb";
import { DynamoDBDocumentClient, GetCommand, PutCommand } from "@aws-sdk/lib-dynamodb";
import { mockClient } from "aws-sdk-client-mock";
import { holds, type Item } from "./condition.ts";

export interface FakeTable {
  /** The stored item, or undefined. */
  item(): Item | undefined;
  /** The number of writes that DynamoDB refused because somebody else had been faster. */
  refused(): number;
  /** What happens between a read and the write after it: somebody else's write, for example. */
  beforePut: (() => void) | undefined;
  /** Writes on condition as another function would. */
  put(content: unknown): void;
}

/** One table with one item, the same for every client in this process. */
export function fakeTable(): FakeTable {
  const table = mockClient(DynamoDBDocumentClient);
  let item: Item | undefined;
  let refused = 0;
  const fake: FakeTable = {
    item: () => item,
    refused: () => refused,
    beforePut: undefined,
    put: (content) => {
      item = { site: "site", content: structuredClone(content), version: Number(item?.version ?? 0) + 1 };
    },
  };
  beforeEach(() => {
    item = undefined;
    refused = 0;
    fake.beforePut = undefined;
    table.reset();
    table.on(GetCommand).callsFake(async ({ ConsistentRead }) => {
      if (!ConsistentRead) throw new Error("A read that is not consistent may be stale");
      await setImmediate();
      return structuredClone({ Item: item });
    });
    table.on(PutCommand).callsFake(async (input) => {
      await setImmediate();
      fake.beforePut?.();
      if (!holds(item, input)) {
        refused += 1;
        throw new ConditionalCheckFailedException({ message: "The conditional request failed", $metadata: {} });
      }
      item = structuredClone(input.Item);
      return {};
    });
  });
  return fake;
}
