/** Schemas that roles and policies share. What stands inside a document is judged by IAM itself. */
import { z } from "zod";

export const policyDocument = z.strictObject({
  Version: z.string().exactOptional(),
  Id: z.string().exactOptional(),
  Statement: z.union([z.array(z.unknown()), z.record(z.string(), z.unknown()).transform((one): unknown[] => [one])]),
});

export const inlinePolicy = z.strictObject({ PolicyName: z.string().min(1).max(128), PolicyDocument: policyDocument });
