/**
 * The program of a function's process: what Lambda's Node.js runtime is to a function on AWS. It
 * loads the handler, then asks the Runtime API for one invocation after another. It runs in a
 * process of its own, with the function's environment and nothing else, so it imports nothing of
 * ours. Plain JavaScript: a cold start should not wait for types to be stripped.
 *
 * Differences from AWS's program: handlers that stream their response or take a callback are
 * refused, and the process is not frozen between invocations.
 */
import { spawn } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { Agent, request } from "node:http";
import { createRequire, registerHooks } from "node:module";
import { dirname, join, resolve, sep } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { format } from "node:util";

const environment = process.env;
const taskRoot = environment.LAMBDA_TASK_ROOT;
const api = `http://${environment.AWS_LAMBDA_RUNTIME_API}/2018-06-01/runtime`;
/** Not fetch: it gives up on an answer after five minutes, and an idle function waits longer for `next`. */
const agent = new Agent({ keepAlive: true, maxSockets: 1 });
const here = fileURLToPath(import.meta.url);

/** The names of these errors are Lambda's own: a state machine's Retry and Catch match them. */
class RuntimeError extends Error {
  constructor(kind, message) {
    super(message);
    this.name = `Runtime.${kind}`;
  }
}

let requestId;

endWithTheCloud();
keepModulesInside();
writeAtOnce();
patchConsole();
await run();

/**
 * The cloud holds the other end of pipe 3. When it dies, however it dies, a watcher of our process
 * group kills all of it: a handler that computes without end could not notice by itself.
 */
function endWithTheCloud() {
  const watcher = spawn("/bin/sh", ["-c", "read _ <&3; kill -KILL 0"], { env: {}, stdio: ["ignore", "ignore", "ignore", 3] });
  watcher.on("error", () => process.exit(1));
  watcher.unref();
}

/**
 * On AWS nothing lies above the package but the runtime's own copy of the AWS SDK. Here a whole
 * project does, and a module that was not packaged must not be found in it.
 */
function keepModulesInside() {
  const inside = pathToFileURL(`${taskRoot}${sep}`).href;
  const runtime = createRequire(here);
  registerHooks({
    resolve(specifier, context, next) {
      const ofTheRuntime = /^@(aws-sdk|smithy)\//.test(specifier);
      const refusal = () =>
        Object.assign(new Error(`Cannot find module '${specifier}'\nRequire stack:\n- ${context.parentURL ?? taskRoot}`), {
          code: "MODULE_NOT_FOUND",
        });
      if (!context.parentURL?.startsWith(inside)) return next(specifier, context);
      let found;
      try {
        found = next(specifier, context);
      } catch (error) {
        if (!ofTheRuntime) throw error;
      }
      if (found && (!found.url.startsWith("file:") || found.url.startsWith(inside))) return found;
      if (!ofTheRuntime) throw refusal();
      return { ...next(pathToFileURL(runtime.resolve(specifier)).href, context), shortCircuit: true };
    },
  });
}

/**
 * On AWS both outputs are pipes, which Node writes to at once. Here they are sockets, which it would write to later: what a
 * function prints before it exits would be lost, and what it prints without end would fill its memory, and come after END.
 */
function writeAtOnce() {
  for (const { _handle } of [process.stdout, process.stderr]) _handle?.setBlocking(true);
}

/** The console writes Lambda's text log format. */
function patchConsole() {
  const levels = { log: "INFO", trace: "TRACE", debug: "DEBUG", info: "INFO", warn: "WARN", error: "ERROR" };
  for (const [method, level] of Object.entries(levels)) console[method] = (...values) => print(level, ...values);
}

/** A message of several lines stays one line of the log. */
function print(level, ...values) {
  const line = [new Date().toISOString(), requestId, level, format(...values)].join("\t");
  process.stdout.write(`${line.replaceAll("\n", "\r")}\n`);
}

async function run() {
  let handler;
  try {
    handler = await loadHandler();
  } catch (error) {
    await failInit(error);
  }
  process.on("uncaughtException", (error) => dieOf(error, 129));
  process.on("unhandledRejection", (reason) => {
    const error = new RuntimeError("UnhandledPromiseRejection", String(reason));
    if (reason instanceof Error) error.stack = reason.stack;
    dieOf(error, 128);
  });
  for (;;) await handleOne(handler);
}

/** Loads what `_HANDLER` names: `folder/file.export`, in the package's folder. */
async function loadHandler() {
  const name = environment._HANDLER ?? "";
  const [, folder, file, path] = name.match(/^(.*\/)?([^/.]+)\.(.+)$/) ?? [];
  if (!file || name.includes("..")) throw new RuntimeError("MalformedHandlerName", "Bad handler");
  const loaded = await loadModule(join(folder ?? "", file));
  const handler = path.split(".").reduce((value, key) => value?.[key], loaded);
  if (handler === undefined) throw new RuntimeError("HandlerNotFound", `${name} is undefined or not exported`);
  if (typeof handler !== "function") throw new RuntimeError("HandlerNotFound", `${name} is not a function`);
  if (handler.length >= 3) {
    throw new RuntimeError(
      "CallbackHandlerDeprecated",
      "AWS Lambda has removed support for callback-based function handlers starting with Node.js 24. You need to modify this function to use a supported handler signature to use Node.js 24 or later. For more information see https://docs.aws.amazon.com/lambda/latest/dg/nodejs-handler.html.",
    );
  }
  return handler;
}

async function loadModule(path) {
  const base = resolve(taskRoot, path);
  const found = [".js", ".mjs", ".cjs"].map((extension) => base + extension).find(existsSync);
  if (!found) {
    throw new RuntimeError("ImportModuleError", `Error: Cannot find module '${path}'\nRequire stack:\n- ${here}`);
  }
  try {
    if (found.endsWith(".mjs") || (found.endsWith(".js") && isModuleFolder(dirname(found)))) {
      return await import(pathToFileURL(found).href);
    }
    return createRequire(found)(found);
  } catch (error) {
    if (error instanceof SyntaxError) throw new RuntimeError("UserCodeSyntaxError", error.toString());
    if (error?.code === "MODULE_NOT_FOUND" || error?.code === "ERR_MODULE_NOT_FOUND") {
      throw new RuntimeError("ImportModuleError", error.toString());
    }
    throw error;
  }
}

/** Does the nearest package.json, up to the package's root, say that `.js` is an ES module? */
function isModuleFolder(folder) {
  const manifest = join(folder, "package.json");
  if (existsSync(manifest)) return JSON.parse(readFileSync(manifest, "utf8")).type === "module";
  return folder !== taskRoot && folder.startsWith(taskRoot) && isModuleFolder(dirname(folder));
}

async function handleOne(handler) {
  const { headers, body: event } = await call("GET", "invocation/next");
  const header = (name) => headers[`lambda-runtime-${name}`];
  requestId = header("aws-request-id");
  environment._X_AMZN_TRACE_ID = header("trace-id");
  const deadline = Number(header("deadline-ms"));
  const clientContext = header("client-context");
  const context = {
    callbackWaitsForEmptyEventLoop: true,
    functionVersion: environment.AWS_LAMBDA_FUNCTION_VERSION,
    functionName: environment.AWS_LAMBDA_FUNCTION_NAME,
    memoryLimitInMB: environment.AWS_LAMBDA_FUNCTION_MEMORY_SIZE,
    logGroupName: environment.AWS_LAMBDA_LOG_GROUP_NAME,
    logStreamName: environment.AWS_LAMBDA_LOG_STREAM_NAME,
    clientContext: clientContext === undefined ? undefined : JSON.parse(clientContext),
    identity: undefined,
    invokedFunctionArn: header("invoked-function-arn"),
    awsRequestId: requestId,
    getRemainingTimeInMillis: () => deadline - Date.now(),
  };
  let answer;
  try {
    const result = await handler(JSON.parse(event), context);
    answer = { path: "response", body: serialise(result) };
  } catch (error) {
    print("ERROR", "Invoke Error", JSON.stringify(describe(error, { log: true })));
    answer = { path: "error", body: JSON.stringify(describe(error)) };
  }
  markEnd();
  await call("POST", `invocation/${requestId}/${answer.path}`, answer.body);
}

/** Says on both outputs that this invocation has printed its last words, so that its log is whole when it is answered. */
function markEnd() {
  for (const output of [process.stdout, process.stderr]) if (output.writable) output.write(`\0end ${requestId}\n`);
}

function serialise(result) {
  try {
    return JSON.stringify(result === undefined ? null : result) ?? "null";
  } catch {
    throw new Error("Unable to stringify response body");
  }
}

/** `{errorType, errorMessage, trace}`, as the caller sees it; in the log the trace is called stack. */
function describe(error, { log = false } = {}) {
  const trace = log ? "stack" : "trace";
  if (!(error instanceof Error) && !Error.isError?.(error)) {
    return { errorType: typeof error, errorMessage: String(error), [trace]: [] };
  }
  return { errorType: error.name, errorMessage: error.message, [trace]: (error.stack ?? "").split("\n") };
}

async function failInit(error) {
  print("ERROR", "Uncaught Exception", JSON.stringify(describe(error, { log: true })));
  await call("POST", "init/error", JSON.stringify(describe(error)));
  process.exit(1);
}

async function dieOf(error, status) {
  print(
    "ERROR",
    status === 128 ? "Unhandled Promise Rejection" : "Uncaught Exception",
    JSON.stringify(describe(error, { log: true })),
  );
  await call("POST", requestId === undefined ? "init/error" : `invocation/${requestId}/error`, JSON.stringify(describe(error)));
  process.exit(status);
}

/** One request to the Runtime API; without it there is nothing left to live for. */
function call(method, path, content = "") {
  const { promise, resolve: answer } = Promise.withResolvers();
  const headers = { "content-type": "application/json", "content-length": Buffer.byteLength(content) };
  const outgoing = request(`${api}/${path}`, { agent, method, headers }, async (response) => {
    const chunks = [];
    for await (const chunk of response) chunks.push(chunk);
    answer({ headers: response.headers, body: Buffer.concat(chunks).toString() });
  });
  outgoing.on("error", () => process.exit(1)).end(content);
  return promise;
}
