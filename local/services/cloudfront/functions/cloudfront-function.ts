/**
 * CloudFront Functions, runtime cloudfront-js-2.0: the function's very code in a context of its own,
 * without Node's globals, anew for each call. It keeps a function from what it would not find at the
 * edge; it is no wall against code one does not trust (node:vm is none). The engine is V8, so syntax
 * that AWS's engine refuses runs here.
 */
import { createContext, Script } from "node:vm";
import { AwsError } from "../../../errors.ts";

/** Bytes: CloudFront's limit for a function. */
const CODE_LIMIT = 10_240;
/** Milliseconds. At the edge it is about one, of a faster machine that does nothing else. */
const TIME_LIMIT = 500;

/** The function threw, took too long, or has no handler. */
export class FunctionExecutionError extends Error {
  override readonly name = "FunctionExecutionError";
}

const prelude = new Script(`
  var __lines = [];
  var console = Object.freeze(Object.fromEntries(["log", "error", "warn", "info", "debug"].map((method) =>
    [method, (...values) => { __lines.push(values.map((value) => typeof value === "string" ? value : JSON.stringify(value)).join(" ")); }])));
`);
/** Stands behind the function's own code, in one script: each script with a time limit costs a thread of its own. */
const call = `
;(async () => { globalThis.__result = JSON.stringify(await handler(JSON.parse(__event))); })().catch((error) => { globalThis.__error = String(error?.stack ?? error); });
`;

/** A compiled function. */
export class CloudFrontFunction {
  readonly name: string;
  readonly arn: string;
  readonly #script: Script;

  /** @throws AwsError InvalidArgument, FunctionSizeLimitExceeded for code that CloudFront would not take */
  constructor(name: string, arn: string, code: string) {
    if (Buffer.byteLength(code) > CODE_LIMIT) {
      throw new AwsError("FunctionSizeLimitExceeded", `The function exceeds the maximum size of ${CODE_LIMIT} bytes`, 413);
    }
    this.name = name;
    this.arn = arn;
    try {
      this.#script = new Script(code + call, { filename: `${name}.js` });
    } catch (error) {
      throw new AwsError("InvalidArgument", `The function ${name} can't be compiled: ${error}`);
    }
  }

  /** Calls `handler`. Gives back what it returned, as JSON gives it, and each line it logged to `log`. @throws FunctionExecutionError */
  run(event: unknown, log: (line: string) => void): unknown {
    const globals: { __event: string; __result?: string; __error?: string; __lines?: string[] } = {
      __event: JSON.stringify(event),
    };
    const context = createContext(globals, { codeGeneration: { strings: false, wasm: false }, microtaskMode: "afterEvaluate" });
    try {
      prelude.runInContext(context);
      this.#script.runInContext(context, { timeout: TIME_LIMIT });
    } catch (error) {
      throw new FunctionExecutionError(String(error));
    } finally {
      for (const line of globals.__lines ?? []) log(String(line));
    }
    if (globals.__error !== undefined) throw new FunctionExecutionError(globals.__error);
    return globals.__result === undefined ? undefined : JSON.parse(globals.__result);
  }
}
