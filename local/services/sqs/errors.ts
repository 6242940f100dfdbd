/** SQS's errors, in its words. */
import { AwsError } from "../../errors.ts";

export function queueDoesNotExist(): AwsError {
  return new AwsError("QueueDoesNotExist", "The specified queue does not exist.");
}

export function invalidParameter(message: string): AwsError {
  return new AwsError("InvalidParameterValue", message);
}

export function missingParameter(name: string): AwsError {
  return new AwsError("MissingParameter", `The request must contain the parameter ${name}.`);
}

export function invalidReceipt(handle: string): AwsError {
  return new AwsError("ReceiptHandleIsInvalid", `The input receipt handle "${handle}" is not a valid receipt handle.`);
}

/** For a message that was deleted. */
export function messageIsGone(handle: string): AwsError {
  return invalidParameter(
    `Value ${handle} for parameter ReceiptHandle is invalid. Reason: Message does not exist or is not available for visibility timeout change.`,
  );
}

/** For a message that may be received anyway. */
export function messageNotInflight(): AwsError {
  return new AwsError("MessageNotInflight", "The message referred to isn't in flight.");
}
