/** What a request touches: the operations that are run here, and the questions each asks of IAM. */

/** Operations that dynalite runs. */
export const operations = [
  "BatchGetItem",
  "BatchWriteItem",
  "DeleteItem",
  "DescribeTable",
  "DescribeTimeToLive",
  "GetItem",
  "PutItem",
  "Query",
  "Scan",
  "UpdateItem",
] as const;
export type OperationName = (typeof operations)[number];

export const isOperation = (name: string): name is OperationName => operations.some((known) => known === name);

/** A table, or one of its indexes. */
export interface Touched {
  readonly table: string;
  readonly index?: string;
}

/** Nothing when the input is not of the operation's form: then dynalite refuses it before it reads any table. */
export function touchedBy(operation: OperationName, input: Readonly<Record<string, unknown>>): Touched[] {
  if (operation === "BatchGetItem" || operation === "BatchWriteItem") {
    const { RequestItems } = input;
    if (typeof RequestItems !== "object" || RequestItems === null) return [];
    return Object.keys(RequestItems).map((table) => ({ table }));
  }
  const { TableName, IndexName } = input;
  if (typeof TableName !== "string") return [];
  const onIndex = (operation === "Query" || operation === "Scan") && typeof IndexName === "string";
  return [{ table: TableName, ...(onIndex && { index: IndexName }) }];
}
