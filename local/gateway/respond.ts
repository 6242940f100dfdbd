/** Writes an answer to the socket. */
import type { IncomingMessage, ServerResponse } from "node:http";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import type { RawResponse } from "../contracts.ts";

/** Statuses that never have a body. */
const bodiless = new Set([204, 304]);

/** Resolves when the last byte is out. Rejects when the client went away or the body's own stream failed. */
export async function respond(
  message: IncomingMessage,
  response: ServerResponse,
  answer: RawResponse,
  requestId: string,
): Promise<void> {
  const { body } = answer;
  const whole = typeof body === "string" ? Buffer.from(body) : body instanceof Uint8Array ? body : undefined;
  const silent = message.method === "HEAD" || bodiless.has(answer.status);
  const headers: Record<string, string | number> = {};
  for (const [name, value] of Object.entries(answer.headers ?? {})) headers[name.toLowerCase()] = value;
  headers["x-amzn-requestid"] = requestId;
  headers["x-amz-request-id"] = requestId;
  if (whole && message.method !== "HEAD" && !bodiless.has(answer.status)) headers["content-length"] = whole.length;
  if (body === undefined && !silent) headers["content-length"] = 0;
  // What is left of a refused body is not worth waiting for.
  if (!message.complete) headers.connection = "close";
  response.writeHead(answer.status, headers);
  if (silent || body === undefined) {
    response.end();
  } else if (whole) {
    response.end(whole);
  } else {
    await pipeline(Readable.from(body as AsyncIterable<Uint8Array>), response);
  }
}
