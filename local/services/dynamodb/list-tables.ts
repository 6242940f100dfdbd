/** ListTables. dynalite would also list tables that an earlier template had. */
import { z } from "zod";
import { AwsError } from "../../errors.ts";

const maximumPage = 100;
const request = z.strictObject({
  ExclusiveStartTableName: z.string().optional(),
  Limit: z.number().int().min(1).max(maximumPage).default(maximumPage),
});

/** @throws ValidationException */
export function listTables(input: unknown, tables: Iterable<string>): { TableNames: string[]; LastEvaluatedTableName?: string } {
  const asked = request.safeParse(input);
  if (!asked.success) throw new AwsError("ValidationException", z.prettifyError(asked.error));
  const { ExclusiveStartTableName: start, Limit } = asked.data;
  const rest = [...tables].sort().filter((name) => start === undefined || name > start);
  const page = rest.slice(0, Limit);
  const last = page.at(-1);
  return { TableNames: page, ...(rest.length > page.length && last !== undefined && { LastEvaluatedTableName: last }) };
}
