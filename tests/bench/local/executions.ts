/** Step Functions: how fast executions start, how long they take, how many run at once. */
import { SFNClient, StartExecutionCommand } from "@aws-sdk/client-sfn";
import type { Measured } from "../report.ts";
import { median, timed } from "../timed.ts";
import { type BenchCloud, PASSES, TEN } from "./bench-cloud.ts";

const ALONE = 30;
const AT_ONCE = 100;
const STARTS = 500;
/** Requests under way at the same time, as from a client with its default of 50 sockets. */
const CLIENTS = 50;

export async function measureExecutions(bench: BenchCloud): Promise<Measured[]> {
  const client = new SFNClient(bench.clientConfig);
  const start = async (stateMachineArn: string): Promise<string> => {
    const { executionArn } = await client.send(new StartExecutionCommand({ stateMachineArn, input: '{"n":1}' }));
    return executionArn ?? "";
  };
  const run = async (name: "ten" | "passes" | "short"): Promise<void> => bench.ended(await start(bench.machine(name)));
  try {
    await run("ten"); // the function's process starts
    const alone = await secondsEach(ALONE, () => run("ten"));
    const short = await secondsEach(ALONE, () => run("short"));
    const passes = await secondsEach(ALONE, () => run("passes"));
    const [, together] = await timed(() => Promise.all(Array.from({ length: AT_ONCE }, () => run("ten"))));
    const [, starting] = await timed(() => startMany(STARTS, () => start(bench.machine("short"))));
    return [
      {
        figure: `${TEN}-state execution with 5 function tasks, through the wire, median`,
        value: median(alone) * 1000,
        unit: "ms",
        goal: 60,
      },
      { figure: "overhead of a transition", value: ((median(passes) - median(short)) / (PASSES - 1)) * 1000, unit: "ms" },
      { figure: `${AT_ONCE} such executions at once, all of them`, value: together, unit: "s" },
      { figure: `such executions a second, ${AT_ONCE} at once`, value: AT_ONCE / together, unit: "1/s" },
      { figure: `StartExecution a second, ${CLIENTS} requests at once`, value: STARTS / starting, unit: "1/s" },
    ];
  } finally {
    client.destroy();
  }
}

/** Starts `count` executions of the shortest machine, and waits until the last has ended. */
export async function storeExecutions(bench: BenchCloud, count: number): Promise<void> {
  const client = new SFNClient(bench.clientConfig);
  try {
    const stateMachineArn = bench.machine("short");
    await startMany(count, async () => {
      const { executionArn } = await client.send(new StartExecutionCommand({ stateMachineArn }));
      await bench.ended(executionArn ?? "");
    });
  } finally {
    client.destroy();
  }
}

async function startMany(count: number, start: () => Promise<unknown>): Promise<void> {
  let left = count;
  const worker = async (): Promise<void> => {
    while (left-- > 0) await start();
  };
  await Promise.all(Array.from({ length: CLIENTS }, worker));
}

async function secondsEach(times: number, work: () => Promise<unknown>): Promise<number[]> {
  const seconds: number[] = [];
  for (let time = 0; time < times; time++) seconds.push((await timed(work))[1]);
  return seconds;
}
