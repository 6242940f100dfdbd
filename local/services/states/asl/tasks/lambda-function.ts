import type { Connector } from "./connector.ts";

const FUNCTION_ARN = /^arn:aws[\w-]*:lambda:[a-z0-9-]+:\d{12}:function:[\w-]+(:(\$LATEST|[\w-]+))?$/;

/** A Task whose Resource is a function's ARN: the state's input is the event, the answer is the result. */
export const lambdaFunction: Connector = {
  takes: (resource) => FUNCTION_ARN.test(resource),
  problems: () => [],
  schedule: ({ resource, input, timeoutInSeconds }) => ({
    resource,
    input: JSON.stringify(input),
    inputDetails: { truncated: false },
    ...(timeoutInSeconds === undefined ? {} : { timeoutInSeconds }),
  }),
  invocation: (request) => ({ functionName: String(request.resource), payload: String(request.input) }),
  result: (payload) => payload,
  details: {},
  resultOf: (resource) => resource,
  events: {
    scheduled: "LambdaFunctionScheduled",
    started: "LambdaFunctionStarted",
    succeeded: "LambdaFunctionSucceeded",
    failed: "LambdaFunctionFailed",
    timedOut: "LambdaFunctionTimedOut",
  },
};
