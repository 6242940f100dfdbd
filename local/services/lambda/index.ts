/** Lambda: see README.md. */
import { availableParallelism } from "node:os";
import type { Cloud, LambdaPort, Service } from "../../contracts.ts";
import { AsyncEvents } from "./async-events.ts";
import { codeFolder, removeUnused } from "./code-package.ts";
import { Functions } from "./functions.ts";
import { Invocations } from "./invocations.ts";
import { handle } from "./operations/table.ts";
import { eventInvokeConfigType } from "./resources/event-invoke-config.ts";
import { functionType } from "./resources/function.ts";
import { permissionType } from "./resources/permission.ts";
import { ExecutionEnvironments } from "./runtime/execution-environments.ts";
import { Processors } from "./runtime/processors.ts";

/** What a test may want otherwise. Times in milliseconds. */
export interface LambdaOptions {
  /** Until the second and the third attempt at an asynchronous event. */
  readonly retryDelays?: readonly number[];
  /** How long an idle process is kept. */
  readonly idleTime?: number;
  /** Processes of all functions together. */
  readonly maximumProcesses?: number;
  /** Processes that may be starting at the same time, beside the first one of each function. */
  readonly startsAtOnce?: number;
  readonly processors?: Pick<Processors, "spare" | "count">;
}

/** Creates the service. */
export function createLambda(cloud: Cloud, options: LambdaOptions = {}): Service & { port: LambdaPort } {
  const { retryDelays = [60_000, 120_000], idleTime = 300_000, maximumProcesses = 32 } = options;
  const { startsAtOnce = availableParallelism(), processors = new Processors() } = options;
  const functions = new Functions(cloud);
  const environments = new ExecutionEnvironments(cloud, { idleTime, maximumProcesses, startsAtOnce, processors });
  const events = new AsyncEvents(cloud, functions, environments, retryDelays);
  const invocations = new Invocations(cloud, functions, environments, events);
  const state = { cloud, functions, invocations };
  return {
    signingName: "lambda",
    wire: { protocol: "rest", errorForm: "rest-json", handle: (request) => handle(request, state) },
    resourceTypes: [functionType(functions), permissionType(functions), eventInvokeConfigType(functions)],
    port: invocations,
    async start() {
      await removeUnused(
        codeFolder(cloud),
        functions.all().map(({ code }) => code),
      );
      events.start();
    },
    async stop() {
      const settled = events.stop();
      await environments.stop();
      await settled;
    },
  };
}
