/** Invocations: who may, how large, and what the caller gets. */
import { randomUUID } from "node:crypto";
import type { Cloud, LambdaPort, LambdaRequest, LambdaResult, Principal } from "../../contracts.ts";
import { AwsError } from "../../errors.ts";
import type { AsyncEvents } from "./async-events.ts";
import type { FunctionConfiguration } from "./function-configuration.ts";
import type { Functions } from "./functions.ts";
import { EVENT_LIMIT, REQUEST_LIMIT } from "./limits.ts";
import type { ExecutionEnvironments } from "./runtime/execution-environments.ts";

/** What the Invoke operation knows beyond the port's request. */
export interface InvokeRequest extends LambdaRequest {
  readonly requestId?: string;
  /** JSON text. */
  readonly clientContext?: string;
}

/** Lambda's port, and what the Invoke operation needs besides. */
export class Invocations implements LambdaPort {
  readonly #cloud: Cloud;
  readonly #functions: Functions;
  readonly #environments: ExecutionEnvironments;
  readonly #events: AsyncEvents;

  constructor(cloud: Cloud, functions: Functions, environments: ExecutionEnvironments, events: AsyncEvents) {
    this.#cloud = cloud;
    this.#functions = functions;
    this.#environments = environments;
    this.#events = events;
  }

  /** A signal ends the waiting, for a process and for the answer, not the function. */
  async invoke(request: InvokeRequest): Promise<LambdaResult & { readonly logTail: string }> {
    const configuration = this.authorized(request.functionName, request.principal);
    checkPayload(request.payload, REQUEST_LIMIT, "RequestResponse");
    request.signal?.throwIfAborted();
    const requestId = request.requestId ?? randomUUID();
    const { clientContext, signal } = request;
    const running = this.#environments.invoke(
      configuration,
      { requestId, payload: request.payload, ...(clientContext === undefined ? {} : { clientContext }) },
      { whenBusy: "throttle", signal },
    );
    const { ok, payload, logTail } = await orAborted(running, signal);
    return ok ? { ok, payload, requestId, logTail } : { ok, functionError: "Unhandled", payload, requestId, logTail };
  }

  async invokeAsync(request: InvokeRequest): Promise<void> {
    const configuration = this.authorized(request.functionName, request.principal);
    checkPayload(request.payload, EVENT_LIMIT, "Event");
    this.#events.accept(configuration, request.payload, sourceOf(request.principal), request.requestId ?? randomUUID());
  }

  /** The function, when the caller may invoke it. @throws AwsError AccessDeniedException, ResourceNotFoundException */
  authorized(functionName: string, principal: Principal): FunctionConfiguration {
    this.#cloud.iam.authorize({ principal, action: "lambda:InvokeFunction", resource: this.#functions.arnOf(functionName) });
    return this.#functions.get(functionName);
  }
}

/** @throws AwsError RequestTooLargeException, InvalidRequestContentException */
function checkPayload(payload: string, limit: number, invocationType: string): void {
  const bytes = Buffer.byteLength(payload);
  if (bytes > limit) {
    const message = `${bytes} byte payload is too large for the ${invocationType} invocation type (limit ${limit} bytes)`;
    throw new AwsError("RequestTooLargeException", message, 413, { Type: "User" });
  }
  try {
    JSON.parse(payload);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new AwsError("InvalidRequestContentException", `Could not parse request body into json: ${reason}`, 400, {
      Type: "User",
    });
  }
}

function sourceOf(principal: Principal): string {
  if (principal.kind === "service") return principal.sourceArn;
  return principal.kind === "role" ? principal.roleArn : "root";
}

async function orAborted<T>(running: Promise<T>, signal: AbortSignal | undefined): Promise<T> {
  if (!signal) return running;
  const { promise, reject } = Promise.withResolvers<never>();
  const abort = () => reject(signal.reason);
  signal.addEventListener("abort", abort, { once: true });
  try {
    return await Promise.race([running, promise]);
  } finally {
    signal.removeEventListener("abort", abort);
    running.catch(() => {});
  }
}
