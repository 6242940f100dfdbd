import { mkdtempSync, rmSync } from "node:fs";
import { getPriority, tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "@jest/globals";
import type { LambdaPort, Principal, Service } from "../../../local/contracts.ts";
import { createLambda } from "../../../local/services/lambda/index.ts";
import { writeFileAtomically } from "../../../local/store/atomic-file.ts";
import { deployFunction } from "./support/deployed.ts";
import { type FakeCloud, fakeCloud } from "./support/fake-cloud.ts";
import { isRunning } from "./support/is-running.ts";

const root: Principal = { kind: "root" };
let fake: FakeCloud;
let lambda: Service & { port: LambdaPort };

beforeEach(async () => {
  fake = fakeCloud();
  lambda = createLambda(fake.cloud, { processors: { spare: true, count: 2 } });
  await lambda.start?.();
});
afterEach(async () => {
  await lambda.stop?.();
  fake.remove();
});

const deploy = (source: string | Record<string, string>, properties: Record<string, unknown> = {}, functionName = "subject") =>
  deployFunction(lambda, fake.cloud, functionName, source, properties);

async function invoke(payload: unknown = {}, functionName = "subject") {
  const result = await lambda.port.invoke({ functionName, payload: JSON.stringify(payload), principal: root });
  return { ...result, payload: JSON.parse(result.payload) };
}

test("hands the event and the context to the handler and answers what it returns", async () => {
  const arn = await deploy(
    `export const handler = async (event, context) => ({
      event, ...context, remaining: context.getRemainingTimeInMillis(), trace: process.env._X_AMZN_TRACE_ID });`,
    { MemorySize: 256, Timeout: 7 },
  );
  const { ok, payload, requestId } = await invoke({ slide: 3 });
  expect(ok).toBe(true);
  expect(payload).toMatchObject({
    event: { slide: 3 },
    functionName: "subject",
    functionVersion: "$LATEST",
    memoryLimitInMB: "256",
    logGroupName: "/aws/lambda/subject",
    logStreamName: expect.stringMatching(/^2026\/11\/23\/\[\$LATEST\][0-9a-f]{32}$/),
    invokedFunctionArn: arn,
    awsRequestId: requestId,
    trace: expect.stringMatching(/^Root=1-[0-9a-f]{8}-[0-9a-f]{24};Parent=[0-9a-f]{16};Sampled=0$/),
  });
  expect(payload.remaining).toBeGreaterThan(5000);
  expect(payload.remaining).toBeLessThanOrEqual(7000);
});

test("a process finds its own variables and Lambda's, and nothing of its parent's", async () => {
  process.env.LEAKED_FROM_PARENT = "yes";
  await deploy("export const handler = async () => process.env", { Environment: { Variables: { TABLE: "talks", LIMIT: 8 } } });
  const { payload } = await invoke();
  delete process.env.LEAKED_FROM_PARENT;
  expect(Object.keys(payload).sort()).toEqual(
    [
      ...["AWS_ACCESS_KEY_ID", "AWS_DEFAULT_REGION", "AWS_ENDPOINT_URL", "AWS_EXECUTION_ENV", "AWS_LAMBDA_FUNCTION_MEMORY_SIZE"],
      ...[
        "AWS_LAMBDA_FUNCTION_NAME",
        "AWS_LAMBDA_FUNCTION_VERSION",
        "AWS_LAMBDA_INITIALIZATION_TYPE",
        "AWS_LAMBDA_LOG_GROUP_NAME",
      ],
      ...["AWS_LAMBDA_LOG_STREAM_NAME", "AWS_LAMBDA_RUNTIME_API", "AWS_REGION", "AWS_SECRET_ACCESS_KEY", "AWS_SESSION_TOKEN"],
      ...["LAMBDA_TASK_ROOT", "LANG", "LIMIT", "PATH", "TABLE", "TZ", "_HANDLER", "_X_AMZN_TRACE_ID"],
    ].sort(),
  );
  expect(payload).toMatchObject({
    TABLE: "talks",
    LIMIT: "8",
    TZ: "UTC",
    AWS_ENDPOINT_URL: fake.cloud.endpoint,
    AWS_SESSION_TOKEN: "arn:aws:iam::000000000000:role/subject/subject",
  });
});

test("an undefined result is null", async () => {
  await deploy("export const handler = async () => {}");
  expect(await invoke()).toMatchObject({ ok: true, payload: null });
});

test("a thrown error is errorType, errorMessage and trace", async () => {
  await deploy(`class BuildFailed extends Error { name = "BuildFailed" }
    export const handler = async () => { throw new BuildFailed("phase BUILD") }`);
  expect(await invoke()).toMatchObject({
    ok: false,
    functionError: "Unhandled",
    payload: {
      errorType: "BuildFailed",
      errorMessage: "phase BUILD",
      trace: expect.arrayContaining(["BuildFailed: phase BUILD"]),
    },
  });
});

test.each([
  ["a missing file", { "other.mjs": "" }, "Runtime.ImportModuleError", /^Error: Cannot find module 'index'/],
  [
    "a missing export",
    { "index.mjs": "export const other = 1" },
    "Runtime.HandlerNotFound",
    /^index.handler is undefined or not exported$/,
  ],
  [
    "an export that is no function",
    { "index.mjs": "export const handler = 1" },
    "Runtime.HandlerNotFound",
    /^index.handler is not a function$/,
  ],
  ["a syntax error", { "index.mjs": "export const = 1" }, "Runtime.UserCodeSyntaxError", /^SyntaxError: /],
  [
    "a missing dependency",
    { "index.js": "require('nowhere')" },
    "Runtime.ImportModuleError",
    /^Error: Cannot find module 'nowhere'/,
  ],
  [
    "a callback",
    { "index.mjs": "export const handler = (event, context, callback) => callback()" },
    "Runtime.CallbackHandlerDeprecated",
    /callback/,
  ],
  ["an error while loading", { "index.mjs": "throw new RangeError('too early')" }, "RangeError", /^too early$/],
])("%s fails the initialisation by its name", async (_what, files, errorType, message) => {
  await deploy(files as Record<string, string>);
  const first = await invoke();
  expect(first).toMatchObject({ ok: false, payload: { errorType, errorMessage: expect.stringMatching(message) } });
  expect(await invoke()).toMatchObject({ ok: false, payload: { errorType } });
});

test.each([
  ["a CommonJS file", { "index.js": "exports.handler = async () => module.id.length > 0" }, "index.handler"],
  ["a CommonJS file by extension", { "index.cjs": "exports.handler = async () => true" }, "index.handler"],
  [
    "an ES module by package.json",
    { "package.json": '{"type":"module"}', "index.js": "export const handler = async () => true" },
    "index.handler",
  ],
  ["a file in a folder", { "src/handlers/push.js": "exports.handler = async () => true" }, "src/handlers/push.handler"],
  ["a nested export", { "index.js": "exports.a = { b: async () => true }" }, "index.a.b"],
])("loads %s", async (_what, files, Handler) => {
  await deploy(files as Record<string, string>, { Handler });
  expect(await invoke()).toMatchObject({ ok: true, payload: true });
});

test.each([
  ["CommonJS", { "index.js": "exports.handler = async () => require('outside')" }, /^Cannot find module 'outside'/],
  [
    "an ES module",
    { "index.mjs": "import 'outside'; export const handler = async () => 1" },
    /^Error: Cannot find module 'outside'/,
  ],
])("knows nothing of a project that its package lies in, neither modules nor their type: %s", async (_what, files, message) => {
  const project = mkdtempSync(join(tmpdir(), "project-"));
  writeFileAtomically(join(project, "package.json"), '{"type":"module"}');
  writeFileAtomically(join(project, "node_modules/outside/index.js"), "export default 1");
  writeFileAtomically(join(project, "node_modules/outside/package.json"), '{"type":"module","main":"index.js"}');
  const inside = fakeCloud({}, join(project, "state"));
  const service = createLambda(inside.cloud);
  await deployFunction(service, inside.cloud, "subject", files as Record<string, string>);
  const { payload } = await service.port.invoke({ functionName: "subject", payload: "{}", principal: root });
  await service.stop?.();
  rmSync(project, { recursive: true });
  expect(JSON.parse(payload)).toMatchObject({ errorMessage: expect.stringMatching(message) });
});

test("a stop rejects what is under way: it is no failure of the function", async () => {
  await deploy(
    "export const handler = async () => { console.log('begun'); await new Promise(() => setInterval(() => {}, 1e6)) }",
  );
  const running = invoke();
  const rejected = expect(running).rejects.toMatchObject({ code: "ServiceException", status: 500 });
  while (!fake.logs.some(({ line }) => line.endsWith("begun"))) await new Promise((done) => setTimeout(done, 10));
  await lambda.stop?.();
  await rejected;
});

test("however much a function prints, END and REPORT come last", async () => {
  await deploy("export const handler = async () => { for (let n = 0; n < 3000; n++) console.log(n) }");
  for (let time = 0; time < 5; time++) {
    await invoke();
    expect(fake.logs.at(-2)?.line).toMatch(/^END/);
    expect(fake.logs.at(-3)?.line).toMatch(/\t2999$/);
  }
});

test("finds the runtime's own AWS SDK", async () => {
  await deploy("import { SNSClient } from '@aws-sdk/client-sns'; export const handler = async () => typeof SNSClient");
  expect(await invoke()).toMatchObject({ ok: true, payload: "function" });
});

test("the timeout kills the process and everything it started", async () => {
  await deploy(
    `import { spawn } from "node:child_process";
     export const handler = async () => {
       console.log("child " + spawn("sleep", ["60"]).pid);
       for (;;) {}
     }`,
    { Timeout: 1 },
  );
  const { payload, requestId } = await invoke();
  expect(payload).toEqual({
    errorType: "Sandbox.Timedout",
    errorMessage: `RequestId: ${requestId} Error: Task timed out after 1.00 seconds`,
  });
  const child = Number(fake.logs.map(({ line }) => /child (\d+)/.exec(line)?.[1]).find(Boolean));
  expect(child).toBeGreaterThan(0);
  expect(isRunning(child)).toBe(false);
});

test.each([
  ["process.exit(3)", "Runtime exited with error: exit status 3"],
  ["process.exit(0)", "Runtime exited without providing a reason"],
  ["process.kill(process.pid, 'SIGKILL'); await new Promise(() => {})", "Runtime exited with error: signal: killed"],
])("a process that ends is an ExitError: %s", async (statement, reason) => {
  await deploy(`export const handler = async (event) => { if (event.crash) { ${statement} } return process.pid }`);
  const { payload, requestId } = await invoke({ crash: true });
  expect(payload).toEqual({ errorType: "Runtime.ExitError", errorMessage: `RequestId: ${requestId} Error: ${reason}` });
  expect(await invoke()).toMatchObject({ ok: true });
});

test.each([
  ["setTimeout(() => { throw new TypeError('later') })", "TypeError", "later"],
  ["Promise.reject(new TypeError('nobody waits'))", "Runtime.UnhandledPromiseRejection", "TypeError: nobody waits"],
])("an error outside the handler ends the invocation and the process: %s", async (statement, errorType, errorMessage) => {
  await deploy(`export const handler = async () => { ${statement}; await new Promise((done) => setTimeout(done, 5000)) }`);
  expect(await invoke()).toMatchObject({ ok: false, payload: { errorType, errorMessage } });
});

test("a process is kept warm, and one more is started for each concurrent invocation", async () => {
  await deploy(`let calls = 0;
    export const handler = async ({ wait = 0 }) => {
      await new Promise((done) => setTimeout(done, wait));
      return { pid: process.pid, calls: ++calls };
    }`);
  const first = await invoke();
  const second = await invoke();
  expect(second.payload).toEqual({ pid: first.payload.pid, calls: 2 });
  const together = await Promise.all([invoke({ wait: 1500 }), invoke({ wait: 1500 }), invoke({ wait: 1500 })]);
  expect(new Set(together.map(({ payload }) => payload.pid)).size).toBe(3);
  expect(together.map(({ payload }) => payload.pid)).toContain(first.payload.pid);
});

test("an invocation that comes while a short one runs waits for its process, which takes less than to start another", async () => {
  await deploy(`await new Promise((done) => setTimeout(done, 2000));
    export const handler = async () => {
      await new Promise((done) => setTimeout(done, 50));
      return process.pid;
    }`);
  const { payload: pid } = await invoke();
  const together = await Promise.all([invoke(), invoke(), invoke()]);
  expect(together.map(({ payload }) => payload)).toEqual([pid, pid, pid]);
});

test("of many concurrent invocations none starts a process while as many start as there are processors", async () => {
  await lambda.stop?.();
  lambda = createLambda(fake.cloud, { startsAtOnce: 1 });
  await deploy(`await new Promise((done) => setTimeout(done, 500));
    export const handler = async () => {
      await new Promise((done) => setTimeout(done, 50));
      return process.pid;
    }`);
  const together = await Promise.all(Array.from({ length: 6 }, () => invoke()));
  expect(new Set(together.map(({ payload }) => payload)).size).toBeLessThan(4);
});

describe("on a machine whose processors are all busy", () => {
  beforeEach(async () => {
    await lambda.stop?.();
    lambda = createLambda(fake.cloud, { processors: { spare: false, count: 2 } });
    const source = `export const handler = async ({ wait }) => {
      await new Promise((done) => setTimeout(done, wait));
      return process.pid;
    }`;
    await deploy(source, { Timeout: 20 });
  });

  test("no process is started for a queue that is drained as soon", async () => {
    const { payload: pid } = await invoke({ wait: 0 });
    const together = await Promise.all(Array.from({ length: 8 }, () => invoke({ wait: 20 })));
    expect(new Set(together.map(({ payload }) => payload))).toEqual(new Set([pid]));
  });

  test("one is for a longer queue, but never more than twice as many as there are processors", async () => {
    await invoke({ wait: 500 });
    const together = await Promise.all(Array.from({ length: 24 }, () => invoke({ wait: 500 })));
    const processes = new Set(together.map(({ payload }) => payload)).size;
    expect(processes).toBeGreaterThan(1);
    expect(processes).toBeLessThanOrEqual(4);
  }, 20_000);

  test("one is, when they do not end: they may wait for others", async () => {
    const { payload: pid } = await invoke({ wait: 0 });
    const long = invoke({ wait: 6_000 });
    const { payload: another } = await invoke({ wait: 0 });
    expect(another).not.toBe(pid);
    expect((await long).payload).toBe(pid);
  }, 20_000);
});

test("an idle process is ended after a while", async () => {
  await deploy("export const handler = async () => process.pid");
  const { payload: before } = await invoke();
  fake.clock.advance(300_000);
  const { payload: after } = await invoke();
  expect(after).not.toBe(before);
});

test("reserved concurrency throttles synchronous invocations", async () => {
  await deploy("export const handler = async () => new Promise((done) => setTimeout(done, 300))", {
    ReservedConcurrentExecutions: 1,
  });
  const running = invoke();
  await expect(invoke()).rejects.toMatchObject({ code: "TooManyRequestsException", status: 429 });
  expect(await running).toMatchObject({ ok: true });
  const measured = (name: string) =>
    fake.measurements
      .filter((metric) => metric.name === name && metric.dimensions.FunctionName === "subject")
      .flatMap(({ values }) => values);
  expect([measured("Throttles"), measured("Invocations"), measured("Errors")]).toEqual([[1, 0], [1], [0]]);
  expect(measured("Duration")[0]).toBeGreaterThan(250);
});

test("functions give way to the cloud", async () => {
  await deploy(`import { getPriority } from "node:os"; export const handler = async () => getPriority()`);
  expect(await invoke()).toMatchObject({ payload: Math.min(19, getPriority() + 5) });
});

test("a process that was idle for a moment only is not ended for a function that has another", async () => {
  await lambda.stop?.();
  lambda = createLambda(fake.cloud, { maximumProcesses: 2, processors: { spare: true, count: 2 } });
  const source =
    "export const handler = async ({ wait }) => { await new Promise((done) => setTimeout(done, wait)); return process.pid; }";
  await deploy(source, {}, "first");
  await deploy(source, {}, "second");
  const { payload: pid } = await invoke({ wait: 0 }, "second");
  await Promise.all([invoke({ wait: 600 }, "first"), invoke({ wait: 600 }, "first")]);
  expect(await invoke({ wait: 0 }, "second")).toMatchObject({ payload: pid });
});

test("room that is made for an invocation is used once, and none that waits is forgotten", async () => {
  await lambda.stop?.();
  lambda = createLambda(fake.cloud, { maximumProcesses: 1, processors: { spare: true, count: 2 } });
  const source = "export const handler = async () => process.pid";
  await deploy(source, {}, "first");
  await deploy(source, { ReservedConcurrentExecutions: 1 }, "second");
  await invoke({}, "first");
  const { payload: pid } = await invoke({}, "second");
  expect(await invoke({}, "second")).toMatchObject({ payload: pid });
  await invoke({}, "second").then(() => invoke({}, "first"));
  const waiting = [invoke({}, "first"), invoke({}, "first"), invoke({}, "first")];
  expect(await Promise.all(waiting)).toMatchObject(Array(3).fill({ ok: true }));
});

test("more invocations than processes wait for one", async () => {
  await lambda.stop?.();
  lambda = createLambda(fake.cloud, { maximumProcesses: 1 });
  await deploy("export const handler = async () => process.pid");
  const results = await Promise.all([invoke(), invoke(), invoke()]);
  expect(new Set(results.map(({ payload }) => payload)).size).toBe(1);
});

test("an invocation that waits when its caller gives up is never begun; one that runs goes on", async () => {
  await lambda.stop?.();
  lambda = createLambda(fake.cloud, { maximumProcesses: 1 });
  await deploy(`let calls = 0;
    export const handler = async ({ wait }) => {
      await new Promise((done) => setTimeout(done, wait));
      return ++calls;
    }`);
  const callers = [new AbortController(), new AbortController()];
  const given = callers.map(({ signal }) =>
    lambda.port.invoke({ functionName: "subject", payload: '{"wait":1000}', principal: root, signal }),
  );
  await new Promise((done) => setTimeout(done, 500));
  for (const caller of callers) caller.abort(new Error("gave up"));
  expect(await Promise.allSettled(given)).toMatchObject(Array(2).fill({ status: "rejected", reason: { message: "gave up" } }));
  expect(await invoke({ wait: 0 })).toMatchObject({ payload: 2 });
});

test("what a function prints is in its log, between START, END and REPORT", async () => {
  await deploy(`console.log("loading");
    export const handler = async () => { console.warn("two\\nlines"); process.stdout.write("raw\\n"); process.stderr.write("to stderr\\n") }`);
  const { requestId } = await invoke();
  const lines = fake.logs.map(({ line }) => line);
  expect(fake.logs[0]?.group).toBe("/aws/lambda/subject");
  expect(lines).toEqual([
    expect.stringMatching(/^\d{4}-\d\d-\d\dT[\d:.]+Z\t\tINFO\tloading$/),
    `START RequestId: ${requestId} Version: $LATEST`,
    expect.stringMatching(new RegExp(`^[^\t]+Z\t${requestId}\tWARN\ttwo\rlines$`)),
    "raw",
    "to stderr",
    `END RequestId: ${requestId}`,
    expect.stringMatching(
      new RegExp(
        `^REPORT RequestId: ${requestId}\tDuration: [\\d.]+ ms\tBilled Duration: \\d+ ms\tMemory Size: 128 MB\tMax Memory Used: \\d+ MB\tInit Duration: [\\d.]+ ms\t$`,
      ),
    ),
  ]);
  expect(fake.events).toContainEqual({ type: "function-log", functionName: "subject", line: "raw" });
});

test("a role that may not write logs loses them, and nothing else", async () => {
  fake.denied.add("logs:PutLogEvents");
  await deploy("export const handler = async () => { console.log('seen anyway') }");
  expect(await invoke()).toMatchObject({ ok: true });
  expect(fake.logs).toEqual([]);
  expect(fake.events.map((event) => (event.type === "function-log" ? event.line : ""))).toContainEqual(
    expect.stringContaining("seen anyway"),
  );
});

test("an answer over 6 MB is a failure", async () => {
  await deploy("export const handler = async () => 'x'.repeat(6_291_560)");
  expect(await invoke()).toMatchObject({
    ok: false,
    payload: {
      errorType: "Function.ResponseSizeTooLarge",
      errorMessage: "Response payload size exceeded maximum allowed payload size (6291556 bytes).",
    },
  });
});

test("asks IAM for the function's ARN, before it says whether the function exists", async () => {
  fake.denied.add("lambda:InvokeFunction");
  const call = lambda.port.invoke({ functionName: "absent", payload: "{}", principal: root });
  await expect(call).rejects.toMatchObject({ code: "AccessDeniedException" });
  const resource = "arn:aws:lambda:eu-central-1:000000000000:function:absent";
  expect(fake.asked).toContainEqual({ principal: root, action: "lambda:InvokeFunction", resource });
  fake.denied.clear();
  await expect(lambda.port.invoke({ functionName: "absent", payload: "{}", principal: root })).rejects.toMatchObject({
    code: "ResourceNotFoundException",
    status: 404,
    message: `Function not found: ${resource}`,
  });
});

test.each([
  ["not JSON", "InvalidRequestContentException"],
  [JSON.stringify("x".repeat(6_291_456)), "RequestTooLargeException"],
])("refuses a payload that is no JSON or too large", async (payload, code) => {
  await deploy("export const handler = async () => 1");
  await expect(lambda.port.invoke({ functionName: "subject", payload, principal: root })).rejects.toMatchObject({ code });
});

test("an aborted caller stops waiting; the function runs on", async () => {
  await deploy(
    "export const handler = async () => new Promise((done) => setTimeout(done, 100)).then(() => console.log('went on'))",
  );
  await invoke();
  const signal = AbortSignal.timeout(20);
  await expect(lambda.port.invoke({ functionName: "subject", payload: "{}", principal: root, signal })).rejects.toMatchObject({
    name: "TimeoutError",
  });
  await new Promise((done) => setTimeout(done, 200));
  expect(fake.logs.filter(({ line }) => line.endsWith("went on"))).toHaveLength(2);
});
