/** DynamoDB's GetItem and PutItem over a map, with its conditions: what the `builds` table needs. */
import { setImmediate } from "node:timers/promises";
import { ConditionalCheckFailedException } from "@aws-sdk/client-dynamodb";
import { DynamoDBDocumentClient, GetCommand, PutCommand } from "@aws-sdk/lib-dynamodb";
import { mockClient } from "aws-sdk-client-mock";
import { holds, type Item } from "./condition.ts";

export interface FakeTable {
  /** The stored item, or undefined: the build queue when not told which. */
  item(site?: string): Item | undefined;
  /** The number of writes that DynamoDB refused because somebody else had been faster. */
  refused(): number;
  /** What happens between a read and the write after it: somebody else's write, for example. */
  beforePut: (() => void) | undefined;
  /** Writes the build queue as another function would. */
  put(content: unknown): void;
}

/** One table, the same for every client in this process. */
export function fakeTable(): FakeTable {
  const table = mockClient(DynamoDBDocumentClient);
  const items = new Map<unknown, Item>();
  let refused = 0;
  const fake: FakeTable = {
    item: (site = "site") => items.get(site),
    refused: () => refused,
    beforePut: undefined,
    put: (content) => {
      const version = Number(items.get("site")?.version ?? 0) + 1;
      items.set("site", { site: "site", content: structuredClone(content), version });
    },
  };
  beforeEach(() => {
    items.clear();
    refused = 0;
    fake.beforePut = undefined;
    table.reset();
    table.on(GetCommand).callsFake(async ({ ConsistentRead, Key }) => {
      if (!ConsistentRead) throw new Error("A read that is not consistent may be stale");
      await setImmediate();
      return structuredClone({ Item: items.get(Key?.site) });
    });
    table.on(PutCommand).callsFake(async (input) => {
      await setImmediate();
      fake.beforePut?.();
      if (!holds(items.get(input.Item?.site), input)) {
        refused += 1;
        throw new ConditionalCheckFailedException({ message: "The conditional request failed", $metadata: {} });
      }
      items.set(input.Item?.site, structuredClone(input.Item ?? {}));
      return {};
    });
  });
  return fake;
}
