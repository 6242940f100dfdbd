/** DynamoDB's GetItem and PutItem over a map, with its conditions: what the `builds` table needs. */
import { setImmediate } from "node:timers/promises";
import { ConditionalCheckFailedException } from "@aws-sdk/client-dynamodb";
import { DynamoDBDocumentClient, GetCommand, PutCommand } from "@aws-sdk/lib-dynamodb";
import { mockClient } from "aws-sdk-client-mock";

type Item = Record<string, unknown>;
interface Condition {
  readonly ConditionExpression?: string | undefined;
  readonly ExpressionAttributeNames?: Record<string, string> | undefined;
  readonly ExpressionAttributeValues?: Record<string, unknown> | undefined;
}

/** `attribute_not_exists(a)` and `#a = :b`, joined by OR. */
function holds(item: Item | undefined, condition: Condition): boolean {
  const { ConditionExpression = "", ExpressionAttributeNames = {}, ExpressionAttributeValues = {} } = condition;
  const attribute = (name: string) => item?.[ExpressionAttributeNames[name] ?? name];
  return ConditionExpression.split(" OR ").some((term) => {
    const absent = /^attribute_not_exists\((.+)\)$/.exec(term)?.[1];
    if (absent) return attribute(absent) === undefined;
    const [name = "", value = ""] = term.split(" = ");
    if (!(value in ExpressionAttributeValues)) throw new Error(`The fake table does not know the condition ${term}`);
    return attribute(name) === ExpressionAttributeValues[value];
  });
}

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
