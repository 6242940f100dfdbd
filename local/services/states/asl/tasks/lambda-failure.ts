/** The error names and causes with which Step Functions reports what went wrong with a function. */
import type { Json } from "../json.ts";
import { isObject } from "../json.ts";
import type { WorkOutcome } from "../states/state-type.ts";
import type { TaskFailure } from "./connector.ts";

/** A function's own failure: the error is named as the function named it. */
export function functionFailure(payload: string): TaskFailure {
  const type = errorType(payload);
  if (type !== undefined) return { error: type, cause: payload };
  return {
    error: "Lambda.Unknown",
    cause: `The cause could not be determined because Lambda did not return an error type. Returned payload: ${payload}`,
  };
}

/** Lambda's refusal to invoke. A missing permission has the SDK's base exception as its name. */
export function invocationFailure(refused: Extract<WorkOutcome, { is: "refused" }>): TaskFailure {
  const denied = refused.status === 403;
  const code = denied ? "AccessDeniedException" : refused.code;
  return {
    error: denied ? "Lambda.AWSLambdaException" : `Lambda.${refused.code}`,
    cause: `${refused.message} (Service: AWSLambda; Status Code: ${refused.status}; Error Code: ${code}; Request ID: ${refused.requestId}; Proxy: null)`,
  };
}

function errorType(payload: string): string | undefined {
  const answer = parsed(payload);
  return isObject(answer) && typeof answer.errorType === "string" && answer.errorType !== "" ? answer.errorType : undefined;
}

/** The JSON that `text` is, or the text itself. */
export function parsed(text: string): Json {
  try {
    return JSON.parse(text) as Json;
  } catch {
    return text;
  }
}
