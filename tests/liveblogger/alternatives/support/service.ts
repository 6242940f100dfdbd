/** A service on loopback that gives prepared answers, and keeps what it was asked. */
import { createServer, type IncomingHttpHeaders } from "node:http";
import type { AddressInfo } from "node:net";

export interface Prepared {
  readonly status?: number;
  readonly headers?: Record<string, string>;
  readonly body?: unknown;
  /** no answer at all; `reset` breaks the connection */
  readonly silent?: boolean;
  readonly reset?: boolean;
}

export interface Asked {
  readonly headers: IncomingHttpHeaders;
  readonly url: string;
  readonly body: string;
}

export interface Service {
  readonly url: string;
  readonly asked: Asked[];
  /** what it was asked last */
  last(): Asked;
  /** the next answers, in order; the last one is given again and again */
  prepare(...answers: Prepared[]): void;
  stop(): Promise<void>;
}

export async function startService(): Promise<Service> {
  const asked: Asked[] = [];
  let answers: Prepared[] = [];
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    asked.push({ headers: request.headers, url: request.url ?? "", body: Buffer.concat(chunks).toString() });
    const { status = 200, headers = {}, body = "", silent, reset } = (answers.length > 1 ? answers.shift() : answers[0]) ?? {};
    if (reset) request.socket.destroy();
    else if (!silent)
      response
        .writeHead(status, { "content-type": "application/json", ...headers })
        .end(typeof body === "string" ? body : JSON.stringify(body));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    asked,
    last() {
      const last = asked.at(-1);
      if (!last) throw new Error("It was asked nothing.");
      return last;
    },
    prepare(...prepared) {
      answers = prepared;
      asked.length = 0;
    },
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
