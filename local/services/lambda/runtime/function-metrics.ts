/** What Lambda measures of every function: the namespace AWS/Lambda, for each function and for all of them together. */
import type { Cloud } from "../../../contracts.ts";
import type { InvocationOutcome } from "./execution-environment.ts";

interface Value {
  readonly name: "Invocations" | "Errors" | "Duration" | "Throttles";
  readonly value: number;
  readonly unit: "Count" | "Milliseconds";
}

export function recordInvocation(cloud: Cloud, functionName: string, { ok, duration }: InvocationOutcome): void {
  record(cloud, functionName, [
    { name: "Invocations", value: 1, unit: "Count" },
    { name: "Errors", value: ok ? 0 : 1, unit: "Count" },
    { name: "Duration", value: duration, unit: "Milliseconds" },
    { name: "Throttles", value: 0, unit: "Count" },
  ]);
}

/** An invocation that was throttled is none. */
export function recordThrottle(cloud: Cloud, functionName: string): void {
  record(cloud, functionName, [{ name: "Throttles", value: 1, unit: "Count" }]);
}

function record(cloud: Cloud, functionName: string, values: readonly Value[]): void {
  const time = cloud.clock.now();
  cloud.metrics.record(
    [{ FunctionName: functionName }, {}].flatMap((dimensions) =>
      values.map(({ name, value, unit }) => ({ namespace: "AWS/Lambda", name, dimensions, time, values: [value], unit })),
    ),
  );
}
