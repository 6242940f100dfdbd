import { z } from "zod";
import type { Operation } from "../../../contracts.ts";
import type { Queues } from "../queues.ts";
import { checked, integer } from "./on-queue.ts";

const input = z.strictObject({
  QueueNamePrefix: z.string().default(""),
  MaxResults: integer(1, 1000).optional(),
  /** The name of the last queue of the page before. */
  NextToken: z.string().default(""),
});

/** ListQueues: at most 1,000; in pages only when it is told their size. */
export const listQueues = (queues: Queues): Operation<z.input<typeof input>> => ({
  action: "sqs:ListQueues",
  resource: () => queues.arnOf("*"),
  run(call) {
    const { QueueNamePrefix, MaxResults, NextToken } = checked(input, call.input);
    const found = queues.all().filter(({ name }) => name.startsWith(QueueNamePrefix) && name > NextToken);
    const page = found.slice(0, MaxResults ?? 1000);
    const more = MaxResults !== undefined && found.length > page.length;
    return {
      ...(page.length > 0 && { QueueUrls: page.map(({ name }) => queues.urlOf(name)) }),
      ...(more && { NextToken: page.at(-1)?.name }),
    };
  },
});
