/** What one function does to itself, no other function and not the cloud shall feel. */
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { CloudWatchLogsClient, DescribeLogStreamsCommand, FilterLogEventsCommand } from "@aws-sdk/client-cloudwatch-logs";
import { InvokeCommand, LambdaClient } from "@aws-sdk/client-lambda";
import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import { strToU8, zipSync } from "fflate";
import { type RunningCloud, startCloud } from "../../../local/index.ts";
import { writeFileAtomically } from "../../../local/store/atomic-file.ts";

interface Subject {
  readonly source: string;
  readonly properties?: Record<string, unknown>;
}

/** Takes that many megabytes and keeps them, of the kind that the event names. */
const taker = `
  const kept = [];
  export const handler = async ({ kind, megabytes }) => {
    for (let taken = 0; taken < megabytes; taken += 10) {
      if (kind === "buffers") kept.push(Buffer.alloc(10e6, 1));
      if (kind === "WebAssembly") { const memory = new WebAssembly.Memory({ initial: 160 }); new Uint8Array(memory.buffer).fill(1); kept.push(memory); }
      if (kind === "objects") kept.push(Array.from({ length: 1.25e6 }, (_, index) => index + 0.5));
      await new Promise((resume) => setTimeout(resume, 5));
    }
    return process.pid;
  };`;

const subjects: Record<string, Subject> = {
  neighbour: {
    source: "export const handler = async () => ({ pid: process.pid, whose: process.env.WHOSE });",
    properties: { Environment: { Variables: { WHOSE: "the neighbour's" } } },
  },
  taker: { source: taker },
  roomy: { source: taker, properties: { MemorySize: 1024 } },
  peaking: { source: "export const handler = async () => { Buffer.alloc(110e6, 1); return 'got away with it'; };" },
  parent: {
    source: `import { execFileSync } from "node:child_process";
      const program = "const kept = Buffer.alloc(200e6, 1); setTimeout(() => kept, 20000)";
      export const handler = async () => execFileSync(process.execPath, ["-e", program], { stdio: "ignore" });`,
  },
  leaking: {
    source: `const kept = [];
      export const handler = async () => { setInterval(() => kept.push(Buffer.alloc(20e6, 1)), 20); return process.pid; };`,
  },
  endless: { source: "export const handler = async () => { for (;;); };", properties: { Timeout: 1 } },
  silent: { source: "export const handler = () => new Promise(() => setInterval(() => {}, 1000));", properties: { Timeout: 1 } },
  unloadable: { source: "throw new Error('not today');" },
  leaving: {
    source: `export const handler = async () => {
      console.log("words".repeat(200_000) + "\\nlast words");
      process.exit(7);
    };`,
  },
  flooding: {
    source: `const line = "flood".repeat(2000) + "\\n";
      export const handler = async ({ megabytes }) => {
        for (let written = 0; written < megabytes * 1e6; written += line.length) process.stdout.write(line);
      };`,
    properties: { Timeout: 60, MemorySize: 512 },
  },
  limits: {
    source: `export const handler = async (event, context) => ({
      memory: context.memoryLimitInMB, time: context.getRemainingTimeInMillis(), whose: process.env.WHOSE ?? "nobody's" });`,
    properties: { Timeout: 7, MemorySize: 192 },
  },
};

let folder: string;
let cloud: RunningCloud;
let lambda: LambdaClient;
let logs: CloudWatchLogsClient;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "local-isolation-"));
  for (const [name, { source }] of Object.entries(subjects))
    writeFileAtomically(join(folder, "assets", `${name}.zip`), zipSync({ "index.mjs": strToU8(source) }));
  const functions = Object.entries(subjects).map(([name, { properties }]) => [
    name,
    {
      Type: "AWS::Lambda::Function",
      Properties: {
        FunctionName: name,
        Handler: "index.handler",
        Runtime: "nodejs24.x",
        Timeout: 20,
        Role: { "Fn::GetAtt": ["Role", "Arn"] },
        Code: { S3Bucket: "assets", S3Key: `${name}.zip` },
        ...properties,
      },
    },
  ]);
  const statement = { Effect: "Allow", Action: ["logs:*"], Resource: "*" };
  const Role = {
    Type: "AWS::IAM::Role",
    Properties: {
      AssumeRolePolicyDocument: {
        Statement: [{ Effect: "Allow", Principal: { Service: "lambda.amazonaws.com" }, Action: "sts:AssumeRole" }],
      },
      Policies: [{ PolicyName: "logs", PolicyDocument: { Statement: [statement] } }],
    },
  };
  cloud = await startCloud({
    template: { Resources: { Role, ...Object.fromEntries(functions) } },
    assetsFolder: join(folder, "assets"),
    stateFolder: join(folder, "state"),
    stackName: "isolation",
    gatewayPort: 0,
  });
  const config = {
    region: "us-east-1",
    endpoint: cloud.endpoint,
    credentials: { accessKeyId: "local", secretAccessKey: "local" },
  };
  lambda = new LambdaClient(config);
  logs = new CloudWatchLogsClient(config);
  pid = await neighbour();
});
afterAll(async () => {
  lambda.destroy();
  logs.destroy();
  await cloud.stop();
  rmSync(folder, { recursive: true });
});

/** The neighbour's process, from before anything happened. */
let pid: number;

async function invoke(FunctionName: string, event: unknown = {}) {
  const input = { FunctionName, Payload: JSON.stringify(event), LogType: "Tail" as const };
  const { Payload, FunctionError, LogResult, $metadata } = await lambda.send(new InvokeCommand(input));
  return {
    requestId: $metadata.requestId,
    failed: FunctionError !== undefined,
    payload: JSON.parse(Payload?.transformToString() ?? ""),
    log: Buffer.from(LogResult ?? "", "base64").toString(),
  };
}

async function neighbour(): Promise<number> {
  const { failed, payload } = await invoke("neighbour");
  expect({ failed, whose: payload.whose }).toEqual({ failed: false, whose: "the neighbour's" });
  return payload.pid;
}

/** Does what it does while the neighbour is invoked again and again, by the process that it always had. */
async function besideNeighbour<Value>(doing: Promise<Value>): Promise<Value> {
  let under = true;
  const done = doing.finally(() => {
    under = false;
  });
  while (under) {
    expect(await neighbour()).toBe(pid);
    await new Promise((resume) => setTimeout(resume, 20));
  }
  return done;
}

describe("memory", () => {
  const killed = (requestId: string | undefined) => ({
    errorType: "Runtime.ExitError",
    errorMessage: `RequestId: ${requestId} Error: Runtime exited with error: signal: killed`,
  });

  test.each(["buffers", "WebAssembly"])("of %s is bounded as a function's memory is", async (kind) => {
    const { failed, payload, log, requestId } = await besideNeighbour(invoke("taker", { kind, megabytes: 400 }));
    expect({ failed, payload }).toEqual({ failed: true, payload: killed(requestId) });
    expect(log).toContain(`RequestId: ${requestId} Error: Runtime exited with error: signal: killed\nRuntime.ExitError\n`);
    expect(log).toMatch(
      /\tMemory Size: 128 MB\tMax Memory Used: 128 MB\tInit Duration: [\d.]+ ms\tStatus: error\tError Type: Runtime.OutOfMemory\t\n$/,
    );
    expect(await invoke("roomy", { kind, megabytes: 400 })).toMatchObject({ failed: false });
  });

  test("of JavaScript's objects is bounded as well", async () => {
    const { failed, payload } = await besideNeighbour(invoke("taker", { kind: "objects", megabytes: 400 }));
    expect(failed).toBe(true);
    expect(payload.errorType).toBe("Runtime.ExitError");
    expect(payload.errorMessage).toMatch(/signal: (killed|aborted)$/);
  });

  test("that was taken and given back before the answer was too much all the same", async () => {
    // Some of them between two looks at the memory.
    for (let time = 0; time < 5; time++) {
      const { payload, requestId } = await invoke("peaking");
      expect(payload).toEqual(killed(requestId));
    }
  });

  test("of a function's own processes is counted", async () => {
    const { payload, requestId } = await besideNeighbour(invoke("parent"));
    expect(payload).toEqual(killed(requestId));
  });

  test("that is taken after the answer ends the process, and the next invocation has a new one", async () => {
    const { payload: first } = await invoke("leaking");
    while (isAlive(first)) await new Promise((resume) => setTimeout(resume, 20));
    const { failed, payload: second } = await invoke("leaking");
    expect({ failed, same: second === first }).toEqual({ failed: false, same: false });
  });
});

test("the time that one has is its own: an endless loop, and a promise that nobody keeps", async () => {
  const [looping, waiting] = await besideNeighbour(Promise.all([invoke("endless"), invoke("silent")]));
  for (const { payload, log, requestId } of [looping, waiting]) {
    expect(payload.errorMessage).toBe(`RequestId: ${requestId} Error: Task timed out after 1.00 seconds`);
    expect(log).toMatch(/\tDuration: 1000.00 ms\tBilled Duration: \d{4} ms\t.*\tStatus: timeout\t\n$/);
  }
});

test("environment, memory and time are a function's own", async () => {
  const { payload } = await invoke("limits");
  expect(payload).toEqual({ memory: "192", time: expect.any(Number), whose: "nobody's" });
  expect(payload.time).toBeGreaterThan(5000);
  expect(payload.time).toBeLessThanOrEqual(7000);
});

test("one that throws at load, and one that exits, fail by themselves", async () => {
  const [unloadable, leaving] = await besideNeighbour(Promise.all([invoke("unloadable"), invoke("leaving")]));
  expect(unloadable.payload).toMatchObject({ errorType: "Error", errorMessage: "not today" });
  expect(leaving.payload.errorMessage).toMatch(/Runtime exited with error: exit status 7$/);
  expect(leaving.log).toContain("\rlast words\n");
  expect(leaving.log).toMatch(/\tStatus: error\tError Type: Runtime.ExitError\t\n$/);
});

test("a flood in one's log is slow for oneself: the cloud keeps the end of it, and its own size", async () => {
  const before = residentMegabytes();
  const { failed, log } = await besideNeighbour(invoke("flooding", { megabytes: 300 }));
  expect(failed).toBe(false);
  expect(log).toMatch(/flood\nEND RequestId: .*\nREPORT /);
  expect(residentMegabytes() - before).toBeLessThan(250);
  const { events = [] } = await logs.send(
    new FilterLogEventsCommand({ logGroupName: "/aws/lambda/flooding", filterPattern: "REPORT" }),
  );
  expect(events).toHaveLength(1);
  const { logStreams = [] } = await logs.send(new DescribeLogStreamsCommand({ logGroupName: "/aws/lambda/flooding" }));
  expect(logStreams).toHaveLength(1);
}, 60_000);

function isAlive(process_: number): boolean {
  try {
    process.kill(process_, 0);
    return true;
  } catch {
    return false;
  }
}

function residentMegabytes(): number {
  return Number(/^VmRSS:\s+(\d+) kB$/m.exec(readFileSync("/proc/self/status", "utf8"))?.[1]) / 1024;
}
