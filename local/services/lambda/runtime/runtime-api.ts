/**
 * The Runtime API (Lambda Developer Guide, "Building a custom runtime"), by which function processes
 * fetch invocations and answer them. One server serves all of them: each has a path prefix of its
 * own, a secret, in `AWS_LAMBDA_RUNTIME_API`.
 */
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { isOwnHost } from "../../../own-host.ts";
import { RESPONSE_LIMIT } from "../limits.ts";

/** An invocation as `invocation/next` hands it out. */
export interface Invocation {
  readonly requestId: string;
  /** JSON text. */
  readonly payload: string;
  readonly functionArn: string;
  /** Milliseconds since the epoch, by the machine's own clock, which is the function's as well. */
  readonly deadline: number;
  readonly traceId: string;
  /** JSON text. */
  readonly clientContext?: string;
}

/** What a process tells: one of these belongs to each process. A body that is too large is undefined. */
export interface RuntimeSession {
  /** Resolves with the next invocation, whenever there is one. */
  next(): Promise<Invocation>;
  respond(requestId: string, body: string | undefined): void;
  fail(requestId: string, body: string): void;
  failInit(body: string): void;
}

const ROUTE =
  /^\/(?<token>[^/]+)\/2018-06-01\/runtime\/(?<call>invocation\/next|init\/error|invocation\/(?<requestId>[^/]+)\/(?<outcome>response|error))$/;

/** The Runtime API's server. */
export class RuntimeApi {
  readonly #sessions = new Map<string, RuntimeSession>();
  readonly #server: Server;
  #address: Promise<string> | undefined;

  constructor() {
    this.#server = createServer((request, response) => {
      this.#answer(request, response).catch(() => response.destroy());
    });
    this.#server.keepAliveTimeout = 0;
  }

  /** Registers a session; returns its `AWS_LAMBDA_RUNTIME_API`. Listens from the first one on. */
  async open(token: string, session: RuntimeSession): Promise<string> {
    this.#sessions.set(token, session);
    this.#address ??= new Promise((resolve, reject) => {
      this.#server.once("error", reject).listen(0, "127.0.0.1", () => {
        resolve(`127.0.0.1:${(this.#server.address() as AddressInfo).port}`);
      });
    });
    return `${await this.#address}/${token}`;
  }

  close(token: string): void {
    this.#sessions.delete(token);
  }

  async stop(): Promise<void> {
    if (!this.#address) return;
    await this.#address;
    this.#server.closeAllConnections();
    await new Promise((resolve) => this.#server.close(resolve));
    this.#address = undefined;
  }

  async #answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const route = ROUTE.exec(request.url ?? "")?.groups;
    const session = this.#sessions.get(route?.token ?? "");
    if (!route || !session || !isOwnHost(request.headers.host)) {
      response.writeHead(404).end();
    } else if (route.call === "invocation/next") {
      const invocation = await session.next();
      response.writeHead(200, headersOf(invocation)).end(invocation.payload);
    } else {
      const body = await bodyOf(request, RESPONSE_LIMIT);
      if (route.outcome === "response") session.respond(route.requestId ?? "", body);
      else if (route.outcome === "error") session.fail(route.requestId ?? "", body ?? "{}");
      else session.failInit(body ?? "{}");
      response.writeHead(202, { "content-type": "application/json" }).end('{"status":"OK"}');
    }
  }
}

function headersOf(invocation: Invocation): Record<string, string> {
  return {
    "Content-Type": "application/json",
    "Lambda-Runtime-Aws-Request-Id": invocation.requestId,
    "Lambda-Runtime-Deadline-Ms": String(invocation.deadline),
    "Lambda-Runtime-Invoked-Function-Arn": invocation.functionArn,
    "Lambda-Runtime-Trace-Id": invocation.traceId,
    ...(invocation.clientContext === undefined ? {} : { "Lambda-Runtime-Client-Context": invocation.clientContext }),
  };
}

/** The whole body, or undefined when it has more than `limit` bytes (the rest is read and dropped). */
async function bodyOf(request: IncomingMessage, limit: number): Promise<string | undefined> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of request) {
    bytes += chunk.length;
    if (bytes <= limit) chunks.push(chunk);
  }
  return bytes > limit ? undefined : Buffer.concat(chunks).toString();
}
