/** A server with just enough gateway for one service: JSON 1.1 calls as root, and its unsigned paths. */
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import type { Cloud, Service } from "../../../../local/contracts.ts";
import { AwsError } from "../../../../local/errors.ts";

export interface Served {
  /** Who answers; may be exchanged for the one of the next start. */
  service: Service;
  readonly endpoint: string;
  readonly clientConfig: {
    region: string;
    endpoint: string;
    credentials: { accessKeyId: string; secretAccessKey: string };
    maxAttempts: number;
  };
  close(): Promise<void>;
}

export async function serve(service: Service, cloud: Cloud): Promise<Served> {
  const server = createServer((request, response) => {
    const answer = request.headers["x-amz-target"] === undefined ? raw : call;
    answer(served.service, cloud, request, response).catch((error: Error) => response.destroy(error));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const endpoint = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const credentials = { accessKeyId: "test", secretAccessKey: "test" };
  const served: Served = {
    service,
    endpoint,
    clientConfig: { region: cloud.region, endpoint, credentials, maxAttempts: 1 },
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
  return served;
}

async function call(service: Service, cloud: Cloud, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const name = String(request.headers["x-amz-target"]).split(".")[1] ?? "";
  const operation = service.wire !== undefined && "operations" in service.wire ? service.wire.operations[name] : undefined;
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk);
  const input = JSON.parse(Buffer.concat(chunks).toString());
  try {
    if (operation === undefined) throw new AwsError("UnknownOperationException", name);
    operation.resource(input, cloud);
    const output = await operation.run({ input, principal: { kind: "root" }, requestId: "r" } as never, cloud);
    response.writeHead(200, { "content-type": "application/x-amz-json-1.1" }).end(JSON.stringify(output));
  } catch (error) {
    if (!(error instanceof AwsError)) throw error;
    response
      .writeHead(error.status, { "content-type": "application/x-amz-json-1.1" })
      .end(JSON.stringify({ __type: error.code, message: error.message }));
  }
}

async function raw(service: Service, _cloud: Cloud, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const url = new URL(request.url ?? "/", "http://x");
  const answer = await service.unsigned?.handle({
    method: request.method ?? "GET",
    path: url.pathname,
    query: url.searchParams,
    headers: request.headers as Record<string, string>,
    body: request,
    principal: { kind: "root" },
    requestId: "r",
  });
  response.writeHead(answer?.status ?? 404, answer?.headers);
  const body = answer?.body ?? "";
  await pipeline(typeof body === "string" || body instanceof Uint8Array ? Readable.from([body]) : Readable.from(body), response);
}
