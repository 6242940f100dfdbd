import { RuntimeFailure } from "../errors.ts";
import type { Json, JsonObject } from "../json.ts";
import { isObject } from "../json.ts";
import type { Connector } from "./connector.ts";

const RESOURCE = /^arn:aws[\w-]*:states:::lambda:invoke$/;
const PARAMETERS = new Set(["FunctionName", "FunctionName.$", "Payload", "Payload.$"]);

/** The optimised integration `lambda:invoke`: its parameters name the function, its result has the answer in Payload. */
export const lambdaInvoke: Connector = {
  takes: (resource) => RESOURCE.test(resource),
  problems(parameters) {
    if (!isObject(parameters)) return ["lambda:invoke needs Parameters with FunctionName"];
    const refused = Object.keys(parameters).filter((name) => !PARAMETERS.has(name));
    const named = "FunctionName" in parameters || "FunctionName.$" in parameters;
    return [
      ...refused.map((name) => `Parameters: ${name} of lambda:invoke is not run here`),
      ...(named ? [] : ["lambda:invoke needs Parameters with FunctionName"]),
    ];
  },
  schedule({ input, timeoutInSeconds, heartbeatInSeconds, region }) {
    if (!isObject(input) || typeof input.FunctionName !== "string") {
      throw new RuntimeFailure("The parameter 'FunctionName' of lambda:invoke must be a string");
    }
    const timeout = timeoutInSeconds === undefined ? {} : { timeoutInSeconds };
    const heartbeat = heartbeatInSeconds === undefined ? {} : { heartbeatInSeconds };
    return { ...lambdaInvoke.details, region, parameters: JSON.stringify(input), ...timeout, ...heartbeat };
  },
  invocation(request) {
    const parameters = JSON.parse(String(request.parameters)) as JsonObject;
    const { FunctionName: functionName, Payload: payload } = parameters;
    // AWS sends a string as it is, as the JSON text that it should hold, and nothing as an empty object.
    return { functionName: String(functionName), payload: typeof payload === "string" ? payload : JSON.stringify(payload ?? {}) };
  },
  result: (payload, requestId) => sdkResult(payload, requestId),
  details: { resourceType: "lambda", resource: "invoke" },
  resultOf: () => "lambda",
  events: {
    scheduled: "TaskScheduled",
    started: "TaskStarted",
    succeeded: "TaskSucceeded",
    failed: "TaskFailed",
    timedOut: "TaskTimedOut",
  },
};

/** The answer as AWS hands the SDK's on. */
function sdkResult(payload: Json, requestId: string): Json {
  const headers = {
    "Content-Length": String(Buffer.byteLength(JSON.stringify(payload))),
    "Content-Type": "application/json",
    "X-Amz-Executed-Version": "$LATEST",
    "x-amzn-Remapped-Content-Length": "0",
    "x-amzn-RequestId": requestId,
  };
  return {
    ExecutedVersion: "$LATEST",
    Payload: payload,
    SdkHttpMetadata: {
      AllHttpHeaders: Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, [value]])),
      HttpHeaders: headers,
      HttpStatusCode: 200,
    },
    SdkResponseMetadata: { RequestId: requestId },
    StatusCode: 200,
  };
}
