import { text } from "node:stream/consumers";
import type { RawRequest, RawResponse } from "../../../contracts.ts";
import { AwsError } from "../../../errors.ts";
import type { InvokeRequest } from "../invocations.ts";
import type { LambdaState } from "./operation.ts";

/** Invoke: synchronous, asynchronous (`Event`), or only asking whether one might (`DryRun`). */
export async function invoke(request: RawRequest, functionName: string, { invocations }: LambdaState): Promise<RawResponse> {
  const qualifier = request.query.get("Qualifier");
  const name = qualifier === null ? functionName : `${functionName}:${qualifier}`;
  const type = request.headers["x-amz-invocation-type"] ?? "RequestResponse";
  const { principal, requestId } = request;
  const invocation: InvokeRequest = {
    functionName: name,
    payload: (await text(request.body)) || "{}",
    principal,
    requestId,
    ...clientContextOf(request),
  };
  if (type === "DryRun") {
    invocations.authorized(name, principal);
    return { status: 204 };
  }
  if (type === "Event") {
    await invocations.invokeAsync(invocation);
    return { status: 202 };
  }
  if (type !== "RequestResponse") throw invalid(`The invocation type ${type} is not supported`);
  const result = await invocations.invoke(invocation);
  return {
    status: 200,
    headers: {
      "content-type": "application/json",
      "x-amz-executed-version": "$LATEST",
      ...(result.ok ? {} : { "x-amz-function-error": result.functionError }),
      ...(request.headers["x-amz-log-type"] === "Tail"
        ? { "x-amz-log-result": Buffer.from(result.logTail).toString("base64") }
        : {}),
    },
    body: result.payload,
  };
}

/** The header is base64 of JSON. */
function clientContextOf(request: RawRequest): { clientContext?: string } {
  const encoded = request.headers["x-amz-client-context"];
  if (encoded === undefined) return {};
  const clientContext = Buffer.from(encoded, "base64").toString();
  try {
    return { clientContext: JSON.stringify(JSON.parse(clientContext)) };
  } catch {
    throw new AwsError("InvalidRequestContentException", "Client context must be a valid Base64-encoded JSON object.", 400, {
      Type: "User",
    });
  }
}

function invalid(message: string): AwsError {
  return new AwsError("InvalidParameterValueException", message, 400, { Type: "User" });
}
