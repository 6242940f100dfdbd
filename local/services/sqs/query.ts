/**
 * The same operations for clients that still speak the Query protocol (the AWS CLI before 2.13.33): its lists are flat
 * and named in the singular, its maps lists of Name and Value, its numbers text, and some of its errors have longer names.
 */
import type { OperationTable } from "../../contracts.ts";
import { AwsError } from "../../errors.ts";

type Structure = Readonly<Record<string, unknown>>;

const LISTS = ["AttributeName", "MessageAttributeName", "MessageSystemAttributeName"];
const NUMBERS = ["DelaySeconds", "MaxNumberOfMessages", "MaxResults", "VisibilityTimeout", "WaitTimeSeconds"];
const LONGER_NAMES: Readonly<Record<string, string>> = {
  QueueDoesNotExist: "AWS.SimpleQueueService.NonExistentQueue",
  PurgeQueueInProgress: "AWS.SimpleQueueService.PurgeQueueInProgress",
  MessageNotInflight: "AWS.SimpleQueueService.MessageNotInflight",
};

/** Each operation, told of its input as a JSON client would write it. */
export function forQuery(operations: OperationTable): OperationTable {
  return Object.fromEntries(
    Object.entries(operations).map(([name, { action, resource, run }]) => [
      name,
      {
        action,
        resource: (input: Structure, cloud) => resource(inputOf(input), cloud),
        async run(call, cloud) {
          try {
            return outputOf((await run({ ...call, input: inputOf(call.input as Structure) }, cloud)) as Structure);
          } catch (error) {
            if (!(error instanceof AwsError)) throw error;
            throw new AwsError(LONGER_NAMES[error.code] ?? error.code, error.message, error.status, error.fields);
          }
        },
      },
    ]),
  );
}

function inputOf(input: Structure): Structure {
  return Object.fromEntries(
    Object.entries(input).map(([name, value]) => {
      if (LISTS.includes(name)) return [`${name}s`, numbered(value)];
      if (name === "MessageAttribute") return ["MessageAttributes", named(numbered(value))];
      // What is no number stays what it is, to be refused.
      if (NUMBERS.includes(name)) return [name, /^-?\d+$/.test(String(value)) ? Number(value) : value];
      return [name, value];
    }),
  );
}

/** The values of `{ 1: …, 2: … }`, in order. */
function numbered(value: unknown): unknown[] {
  if (typeof value !== "object" || value === null) return [value];
  return Object.entries(value)
    .sort(([one], [other]) => Number(one) - Number(other))
    .map(([, inner]) => inner);
}

function named(entries: readonly unknown[]): Structure {
  return Object.fromEntries((entries as readonly { Name: string; Value: unknown }[]).map(({ Name, Value }) => [Name, Value]));
}

function outputOf(output: Structure): Structure {
  return Object.fromEntries(
    Object.entries(output).map(([name, value]) => {
      if (name === "Messages") return ["Message", new Set((value as Structure[]).map(outputOf))];
      if (name === "QueueUrls") return ["QueueUrl", new Set(value as string[])];
      if (name === "Attributes" || name === "MessageAttributes")
        return [name.slice(0, -1), new Set(Object.entries(value as Structure).map(([Name, Value]) => ({ Name, Value })))];
      return [name, value];
    }),
  );
}
