/** Lambda: what a warm function costs. */
import { InvokeCommand, LambdaClient } from "@aws-sdk/client-lambda";
import type { Measured } from "../report.ts";
import { median, percentile, timed } from "../timed.ts";
import type { BenchCloud } from "./bench-cloud.ts";

const TIMES = 500;

export async function measureInvocations(bench: BenchCloud): Promise<Measured[]> {
  const client = new LambdaClient(bench.clientConfig);
  const invoke = async (): Promise<void> => {
    const { FunctionError } = await client.send(new InvokeCommand({ FunctionName: "nothing", Payload: '{"n":1}' }));
    if (FunctionError) throw new Error(`the function failed: ${FunctionError}`);
  };
  try {
    const [, cold] = await timed(invoke);
    const milliseconds: number[] = [];
    for (let time = 0; time < TIMES; time++) milliseconds.push((await timed(invoke))[1] * 1000);
    return [
      { figure: "first invocation of a function", value: cold * 1000, unit: "ms" },
      { figure: "warm invocation through the wire, p50", value: median(milliseconds), unit: "ms", goal: 5 },
      { figure: "warm invocation through the wire, p95", value: percentile(milliseconds, 0.95), unit: "ms" },
    ];
  } finally {
    client.destroy();
  }
}
