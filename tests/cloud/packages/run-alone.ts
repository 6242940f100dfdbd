/** A function's zip, unpacked where nothing of this project is above it, and run as Lambda runs it: by a plain Node, with Lambda's variables only. */
import { spawn } from "node:child_process";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { unzipSync } from "fflate";

/** Unpacks a zip and gives its files' names. */
export function unpack(zip: string, folder: string): string[] {
  const files = unzipSync(readFileSync(zip));
  for (const [name, bytes] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), bytes);
  }
  return Object.keys(files);
}

/** What runs in the process: calls the handler with the event on standard input, and says on descriptor 3 what it answered. */
const PROGRAM = `
const [file, name] = process.env._HANDLER.split(".");
const handler = require(process.env.LAMBDA_TASK_ROOT + "/" + file)[name];
let event = "";
process.stdin.on("data", (chunk) => (event += chunk)).on("end", async () => {
  const context = { functionName: process.env.AWS_LAMBDA_FUNCTION_NAME, awsRequestId: "request-1", getRemainingTimeInMillis: () => 30000 };
  const answer = await handler(JSON.parse(event), context);
  require("node:fs").writeSync(3, JSON.stringify({ answer, loaded: Object.keys(require.cache) }));
});`;

export interface Ran {
  readonly answer: unknown;
  /** The files that it loaded. */
  readonly loaded: readonly string[];
}

/** @throws Error with what the process wrote, when it did not answer */
export function runAlone(order: {
  readonly name: string;
  readonly handler: string;
  readonly folder: string;
  readonly endpoint: string;
  readonly variables: Readonly<Record<string, string>>;
  readonly event: unknown;
}): Promise<Ran> {
  const { name, handler, folder, endpoint, variables, event } = order;
  const child = spawn(process.execPath, ["-e", PROGRAM], {
    cwd: folder,
    stdio: ["pipe", "pipe", "pipe", "pipe"],
    env: {
      PATH: "/usr/local/bin:/usr/bin:/bin",
      LANG: "en_US.UTF-8",
      TZ: ":UTC",
      _HANDLER: handler,
      LAMBDA_TASK_ROOT: folder,
      LAMBDA_RUNTIME_DIR: "/var/runtime",
      AWS_EXECUTION_ENV: "AWS_Lambda_nodejs24.x",
      AWS_REGION: "us-east-1",
      AWS_DEFAULT_REGION: "us-east-1",
      AWS_ACCESS_KEY_ID: "ASIAEXAMPLE",
      AWS_SECRET_ACCESS_KEY: "secret",
      AWS_SESSION_TOKEN: "token",
      AWS_LAMBDA_FUNCTION_NAME: name,
      AWS_LAMBDA_FUNCTION_VERSION: "$LATEST",
      AWS_LAMBDA_FUNCTION_MEMORY_SIZE: "1024",
      AWS_LAMBDA_INITIALIZATION_TYPE: "on-demand",
      AWS_ENDPOINT_URL: endpoint,
      ...variables,
    },
  });
  let written = "";
  let result = "";
  for (const stream of [child.stdout, child.stderr])
    stream?.on("data", (chunk: Buffer) => {
      written += chunk;
    });
  child.stdio[3]?.on("data", (chunk: Buffer) => {
    result += chunk;
  });
  child.stdin?.end(JSON.stringify(event));
  return new Promise((done, fail) => {
    child.once("error", fail);
    child.once("close", (status) => {
      if (status === 0 && result) done(JSON.parse(result) as Ran);
      else fail(new Error(`${name} ended with ${status} and no answer:\n${written}`));
    });
  });
}
