/** Pages of a hundred, as SNS's lists have them. */
import { invalidParameter } from "../topic.ts";

const size = 100;

export interface PageInput {
  readonly NextToken?: string;
}

/** @throws AwsError InvalidParameter for a token that this did not give */
export function page<Item>(items: readonly Item[], { NextToken = "0" }: PageInput): { items: Item[]; NextToken?: string } {
  if (!/^\d{1,9}$/.test(NextToken)) throw invalidParameter("NextToken");
  const start = Number(NextToken);
  const end = start + size;
  return { items: items.slice(start, end), ...(end < items.length && { NextToken: String(end) }) };
}
