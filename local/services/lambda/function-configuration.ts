/** What this service knows of a function, and the names it goes by. */
import { AwsError } from "../../errors.ts";

/** A deployed function, its code unzipped. */
export interface FunctionConfiguration {
  readonly name: string;
  readonly arn: string;
  readonly description: string;
  readonly handler: string;
  readonly runtime: string;
  readonly roleArn: string;
  /** Seconds. */
  readonly timeout: number;
  /** Megabytes. */
  readonly memorySize: number;
  readonly architecture: string;
  /** The template's variables, nothing else. */
  readonly variables: Readonly<Record<string, string>>;
  readonly logGroup: string;
  readonly reservedConcurrency: number | undefined;
  /** ARN of the queue that takes the events it could not handle. */
  readonly deadLetterQueue: string | undefined;
  readonly code: CodePackage;
  /** Milliseconds since the epoch. */
  readonly lastModified: number;
}

/** An unzipped deployment package. */
export interface CodePackage {
  /** The folder that is `LAMBDA_TASK_ROOT`. */
  readonly folder: string;
  /** Base64, as GetFunction shows it. */
  readonly sha256: string;
  /** Bytes of the zip. */
  readonly size: number;
}

/** How an asynchronous invocation is retried (AWS::Lambda::EventInvokeConfig). */
export interface EventInvokeConfiguration {
  /** 0 to 2. */
  readonly maximumRetryAttempts: number;
  /** Seconds, 60 to 21,600. */
  readonly maximumEventAge: number;
}

/** Lambda's own defaults: three attempts, six hours. */
export const defaultEventInvokeConfiguration: EventInvokeConfiguration = { maximumRetryAttempts: 2, maximumEventAge: 21_600 };

const FUNCTION_NAME =
  /^(?:arn:(?:aws[a-z-]*):lambda:(?<region>[a-z0-9-]+):(?<account>\d{12}):function:|(?<partial>\d{12}):function:|function:)?(?<name>[A-Za-z0-9_-]{1,64})(?::(?<qualifier>\$LATEST|[A-Za-z0-9_-]+))?$/;

/**
 * The name in a function's name, partial ARN or ARN, with or without the qualifier `$LATEST`.
 * @throws AwsError for other qualifiers (there are no versions or aliases here) and malformed names.
 */
export function functionNameOf(identifier: string): string {
  const groups = FUNCTION_NAME.exec(identifier)?.groups;
  if (!groups?.name) {
    throw new AwsError(
      "ValidationException",
      `1 validation error detected: Value '${identifier}' at 'functionName' failed to satisfy constraint: Member must satisfy regular expression pattern for function names`,
    );
  }
  if (groups.qualifier !== undefined && groups.qualifier !== "$LATEST") throw functionNotFound(identifier);
  return groups.name;
}

/** @returns ResourceNotFoundException as Lambda words it. */
export function functionNotFound(arn: string): AwsError {
  return new AwsError("ResourceNotFoundException", `Function not found: ${arn}`, 404, { Type: "User" });
}
