/** Messages as this service keeps them. Times are milliseconds since the epoch. */
import { z } from "zod";

const attributeSchema = z.object({
  dataType: z.string(),
  /** Base64 when the type is Binary. */
  value: z.string(),
});
export type MessageAttribute = z.infer<typeof attributeSchema>;
export type MessageAttributes = Readonly<Record<string, MessageAttribute>>;

/** One message, as it lies on disk. */
export const messageSchema = z.object({
  id: z.string(),
  body: z.string(),
  attributes: z.record(z.string(), attributeSchema),
  senderId: z.string(),
  sentAt: z.number(),
  /** Orders messages that were sent in the same millisecond. */
  ordinal: z.number(),
  /** Not received before this time. */
  visibleAt: z.number(),
  receiveCount: z.number(),
  firstReceivedAt: z.exactOptional(z.number()),
  /** The receipt handle that deletes it: the one given out last. */
  receipt: z.exactOptional(z.string()),
});
export type Message = z.infer<typeof messageSchema>;

export const isBinary = ({ dataType }: MessageAttribute): boolean => /^Binary(\.|$)/.test(dataType);
