/** Asks a function for its answer: a failure of it, a refusal and a time-out are answers too. */
import type { Cloud, LambdaResult } from "../../contracts.ts";
import { AwsError } from "../../errors.ts";
import type { Integration } from "./apis.ts";
import { MalformedAnswer, readAnswer } from "./integration/answer.ts";
import { type ApiResponse, ownAnswer } from "./messages.ts";

/** @param sourceArn the route, as the function's policy names it */
export async function invoke(cloud: Cloud, integration: Integration, event: unknown, sourceArn: string): Promise<ApiResponse> {
  const { functionArn, timeout } = integration;
  const late = new AbortController();
  const cancel = cloud.clock.at(cloud.clock.now() + timeout, () => late.abort());
  try {
    const result = await cloud.lambda.invoke({
      functionName: functionArn,
      payload: JSON.stringify(event),
      principal: { kind: "service", service: "apigateway.amazonaws.com", sourceArn },
      signal: late.signal,
    });
    return answerOf(result, cloud, sourceArn);
  } catch (error) {
    if (late.signal.aborted) return ownAnswer(503, "Service Unavailable");
    if (!(error instanceof AwsError)) throw error;
    return refusal(error, cloud, sourceArn);
  } finally {
    cancel();
  }
}

function answerOf(result: LambdaResult, cloud: Cloud, sourceArn: string): ApiResponse {
  try {
    if (result.ok) return readAnswer(result.payload);
  } catch (error) {
    if (!(error instanceof MalformedAnswer)) throw error;
    tell(cloud, sourceArn, error.name, error.message);
  }
  return ownAnswer(500, "Internal Server Error");
}

function refusal({ code, message, status }: AwsError, cloud: Cloud, sourceArn: string): ApiResponse {
  if (status === 413) return ownAnswer(413, "Request Entity Too Large");
  if (status === 429) return ownAnswer(503, "Service Unavailable");
  tell(cloud, sourceArn, code, message);
  return ownAnswer(500, "Internal Server Error");
}

/** Who sent the request is told nothing; who watches should be. */
function tell({ emit }: Cloud, operation: string, code: string, message: string): void {
  emit({ type: "request-refused", service: "execute-api", operation, code, message });
}
