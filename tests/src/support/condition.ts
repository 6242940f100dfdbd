/** The condition expressions of DynamoDB that the functions use. */

export type Item = Record<string, unknown>;

export interface Condition {
  readonly ConditionExpression?: string | undefined;
  readonly ExpressionAttributeNames?: Record<string, string> | undefined;
  readonly ExpressionAttributeValues?: Record<string, unknown> | undefined;
}

/** `attribute_not_exists(a)`, `#a = :b` and `a < :b`, joined by OR. */
export function holds(item: Item | undefined, condition: Condition): boolean {
  const { ConditionExpression = "", ExpressionAttributeNames = {}, ExpressionAttributeValues = {} } = condition;
  const attribute = (name: string) => item?.[ExpressionAttributeNames[name] ?? name];
  return ConditionExpression.split(" OR ").some((term) => {
    const absent = /^attribute_not_exists\((.+)\)$/.exec(term)?.[1];
    if (absent) return attribute(absent) === undefined;
    const [, name = "", operator, value = ""] = /^(\S+) (=|<) (:\S+)$/.exec(term) ?? [];
    if (!(value in ExpressionAttributeValues)) throw new Error(`The fake table does not know the condition ${term}`);
    const [here, wanted] = [attribute(name), ExpressionAttributeValues[value]];
    return operator === "=" ? here === wanted : String(here) < String(wanted) && here !== undefined;
  });
}
