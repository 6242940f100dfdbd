/** Inputs of operations, checked, and what several operations take or give. */
import { z } from "zod";
import { AwsError } from "../../../errors.ts";

/** The input as `schema` has it; a parameter that is not run is refused by name. @throws AwsError ValidationException */
export function checked<Output>(schema: z.ZodType<Output>, input: unknown): Output {
  const result = schema.safeParse(input);
  if (!result.success) throw new AwsError("ValidationException", z.prettifyError(result.error));
  return result.data;
}

/** How many items a page has: 100 unless said otherwise, which 0 says too. */
export const maxResults = z
  .number()
  .int()
  .min(0)
  .max(1000)
  .optional()
  .transform((count) => count || 100);

/** A definition: AWS takes one mebibyte. */
export const definitionText = z.string().min(1).max(1_048_576);

/** Express machines have other guarantees and are refused by name. */
export const machineType = z.enum(["STANDARD", "EXPRESS"]).default("STANDARD");

/** Whether inputs, outputs and definitions are told too. */
export const includedData = z.enum(["ALL_DATA", "METADATA_ONLY"]).default("ALL_DATA");

/** Milliseconds as the wire has them. */
export function seconds(milliseconds: number): number {
  return milliseconds / 1000;
}

/**
 * The page that begins behind the item whose key the token names; items may have come or gone
 * since that token was given.
 * @throws AwsError InvalidToken
 */
export function page<Item>(
  items: readonly Item[],
  keyOf: (item: Item) => string,
  { maxResults: count, nextToken }: { maxResults: number; nextToken?: string | undefined },
): { items: Item[]; nextToken?: string } {
  const after = nextToken === undefined ? -1 : items.findIndex((item) => keyOf(item) === decode(nextToken));
  if (nextToken !== undefined && after < 0) throw new AwsError("InvalidToken", "Invalid Token: 'Invalid token'");
  const found = items.slice(after + 1, after + 1 + count);
  const last = found.at(-1);
  return { items: found, ...(last !== undefined && after + 1 + count < items.length && { nextToken: encode(keyOf(last)) }) };
}

function encode(key: string): string {
  return Buffer.from(key).toString("base64url");
}

function decode(token: string): string {
  return Buffer.from(token, "base64url").toString();
}
