/** What is known of an object, kept beside its body. */
import { z } from "zod";
import { checksumAlgorithms } from "../rules/checksum.ts";

export const checksumSchema = z.object({
  algorithm: z.enum(checksumAlgorithms),
  value: z.string(),
  type: z.enum(["FULL_OBJECT", "COMPOSITE"]),
});

export const objectRecordSchema = z.object({
  key: z.string(),
  /** The file in the bucket's `bodies` folder. */
  body: z.string(),
  size: z.number(),
  /** Without quotes. */
  etag: z.string(),
  /** Milliseconds since the epoch, whole seconds as S3 keeps it. */
  lastModified: z.number(),
  headers: z.record(z.string(), z.string()),
  metadata: z.record(z.string(), z.string()),
  checksum: z.exactOptional(checksumSchema),
  /** Sizes of the parts that it was uploaded in, in bytes and in order. */
  parts: z.exactOptional(z.array(z.number())),
});
export type ObjectRecord = z.infer<typeof objectRecordSchema>;
