/** Pages of ids, as CodeBuild's lists give them. */
import { AwsError } from "../../../errors.ts";

const PAGE = 100;

/** @throws AwsError InvalidInputException for a token that this did not give */
export function page<Item>(items: readonly Item[], nextToken: string | undefined): { items: Item[]; nextToken?: string } {
  const start = nextToken === undefined ? 0 : Number(nextToken);
  if (!Number.isInteger(start) || start < 0 || start > items.length) {
    throw new AwsError("InvalidInputException", "Invalid value for nextToken");
  }
  const end = start + PAGE;
  return { items: items.slice(start, end), ...(end < items.length && { nextToken: String(end) }) };
}
