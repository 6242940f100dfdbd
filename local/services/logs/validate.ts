/** Input of an operation, checked. */
import { z } from "zod";
import { AwsError } from "../../errors.ts";

/** The input as `schema` has it; strict schemas refuse parameters that are not run, by name. @throws InvalidParameterException */
export function validate<Output>(schema: z.ZodType<Output>, input: unknown): Output {
  const result = schema.safeParse(input);
  if (!result.success) throw new AwsError("InvalidParameterException", z.prettifyError(result.error));
  return result.data;
}

export const groupName = z.string().regex(/^[.\-_/#A-Za-z0-9]{1,512}$/);
export const streamName = z.string().regex(/^[^:*]{1,512}$/);

/** How the operations that read name their group: by its name, or by that or its ARN as an identifier. */
export const group = { logGroupName: groupName.optional(), logGroupIdentifier: z.string().min(1).max(2048).optional() };
export interface GroupInput {
  readonly logGroupName?: string | undefined;
  readonly logGroupIdentifier?: string | undefined;
}

/** @throws InvalidParameterException unless it is named in exactly one of the two ways */
export function nameOfGroup({ logGroupName, logGroupIdentifier }: GroupInput): string {
  if ((logGroupName === undefined) === (logGroupIdentifier === undefined))
    throw new AwsError("InvalidParameterException", "Exactly one of logGroupName and logGroupIdentifier must be given.");
  const identifier = logGroupName ?? logGroupIdentifier ?? "";
  return identifier.replace(/^arn:[^:]*:logs:[^:]*:[^:]*:log-group:([^:]*)(:\*)?$/, "$1");
}

/** Milliseconds since the epoch. */
export const timestamp = z.number().int().nonnegative();

/** A page of `items` from where `token` says; tokens are positions. @throws InvalidParameterException */
export function page<Item>(
  items: readonly Item[],
  limit: number,
  token: string | undefined,
): { items: Item[]; nextToken?: string } {
  const start = token === undefined ? 0 : Number(token);
  if (!Number.isInteger(start) || start < 0)
    throw new AwsError("InvalidParameterException", "The specified nextToken is invalid.");
  const end = start + limit;
  return { items: items.slice(start, end), ...(end < items.length && { nextToken: String(end) }) };
}
