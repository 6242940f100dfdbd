/** What the operations on one queue share: which queue, and an input that is checked by its schema. */
import { z } from "zod";
import type { Call, Cloud, Operation } from "../../../contracts.ts";
import { invalidParameter, missingParameter } from "../errors.ts";
import type { Queue } from "../queue.ts";
import type { Queues } from "../queues.ts";

export interface QueueInput {
  readonly QueueUrl?: unknown;
}

/** Whole numbers within bounds. */
export const integer = (least: number, most: number) => z.number().int().min(least).max(most);

/** An operation that is on the queue its input names: it is authorized on that queue's ARN. */
export function onQueue<Input, Output>(
  queues: Queues,
  action: string,
  schema: z.ZodType<Input>,
  run: (queue: Queue, input: Input, call: Call<QueueInput>, cloud: Cloud) => Promise<Output> | Output,
): Operation<QueueInput, Output> {
  return {
    action,
    resource: ({ QueueUrl }) => queues.arnOf(nameIn(queues, QueueUrl)),
    run(call, cloud) {
      const { QueueUrl, ...input } = call.input;
      return run(queues.get(nameIn(queues, QueueUrl)), checked(schema, input), call, cloud);
    },
  };
}

function nameIn(queues: Queues, url: unknown): string {
  if (url === undefined || url === "") throw missingParameter("QueueUrl");
  return queues.nameIn(url);
}

/** @throws AwsError MissingParameter, InvalidParameterValue; also for a parameter that is not run, by name */
export function checked<Input>(schema: z.ZodType<Input>, input: unknown): Input {
  const result = schema.safeParse(input);
  if (result.success) return result.data;
  const [issue] = result.error.issues;
  const name = issue?.path.join(".") ?? "";
  const value = issue?.path.reduce<unknown>((node, key) => (node as Record<PropertyKey, unknown> | undefined)?.[key], input);
  if (issue?.code === "invalid_type" && value === undefined) throw missingParameter(name);
  if (issue?.code === "unrecognized_keys") throw invalidParameter(`${issue.keys.join(", ")}: not supported by this local cloud.`);
  throw invalidParameter(`Value ${JSON.stringify(value)} for parameter ${name} is invalid. Reason: ${issue?.message}.`);
}
