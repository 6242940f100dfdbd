/** DynamoDB: the `builds` table with its one condition, and everything that was ever written into it. */
import { ConditionalCheckFailedException } from "@aws-sdk/client-dynamodb";

interface Item {
  readonly site: string;
  readonly version: number;
  readonly content: unknown;
}
interface Put {
  readonly Item: Item;
  readonly ConditionExpression: string;
  readonly ExpressionAttributeValues: { readonly ":version": number };
}

const CONDITION = "attribute_not_exists(#version) OR #version = :version";

export class FakeTable {
  readonly #items = new Map<string, Item>();

  content(key: string): unknown {
    return this.#items.get(key)?.content;
  }

  get({ Key, ConsistentRead }: { Key: { site: string }; ConsistentRead?: boolean }) {
    if (!ConsistentRead) throw new Error("A read that is not consistent may be stale");
    return structuredClone({ Item: this.#items.get(Key.site) });
  }

  /** @throws ConditionalCheckFailedException */
  put({ Item: item, ConditionExpression, ExpressionAttributeValues }: Put): Record<string, never> {
    if (ConditionExpression !== CONDITION) throw new Error(`The fake table does not know ${ConditionExpression}`);
    const stored = this.#items.get(item.site);
    if (stored && stored.version !== ExpressionAttributeValues[":version"])
      throw new ConditionalCheckFailedException({ message: "The conditional request failed", $metadata: {} });
    this.#items.set(item.site, structuredClone(item));
    return {};
  }
}
