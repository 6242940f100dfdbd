/** Writes an answer to the socket. */
import type { IncomingMessage, ServerResponse } from "node:http";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import type { RawResponse } from "../contracts.ts";

/** More than this of an unwanted body is not waited for, in bytes. */
const mostDiscarded = 256 * 1024 * 1024;

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
  response.writeHead(answer.status, headers);
  if (silent || body === undefined) {
    response.end();
  } else if (whole) {
    response.end(whole);
  } else {
    await pipeline(Readable.from(body as AsyncIterable<Uint8Array>), response);
  }
  // Only now: an answer that streams (git's) may still be made of what comes in.
  discardRest(message);
}

/** A client may send all it has before it listens; a connection that was closed meanwhile would hide the answer from it. */
function discardRest(message: IncomingMessage): void {
  if (message.complete) return;
  let left = mostDiscarded;
  message.on("error", () => {});
  message.on("data", (piece: Uint8Array) => {
    left -= piece.length;
    if (left < 0) message.destroy();
  });
}
