/** An HTTP request as the gateway's steps pass it on. */
import type { IncomingMessage } from "node:http";
import { AwsError } from "../errors.ts";

export interface GatewayRequest {
  readonly method: string;
  /** Still percent-encoded, without the query. */
  readonly path: string;
  readonly query: URLSearchParams;
  /** Lower-case names; several values of one name joined by a comma. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: AsyncIterable<Uint8Array>;
  readonly requestId: string;
}

/** @throws AwsError when the request line is no path */
export function readRequest(message: IncomingMessage, requestId: string): GatewayRequest {
  const target = message.url ?? "";
  if (!target.startsWith("/")) throw new AwsError("InvalidURI", `'${target}' is not a path`);
  const mark = target.indexOf("?");
  return {
    method: message.method ?? "GET",
    path: mark < 0 ? target : target.slice(0, mark),
    query: new URLSearchParams(mark < 0 ? "" : target.slice(mark + 1)),
    headers: Object.fromEntries(
      Object.entries(message.headersDistinct).map(([name, values]) => [name, (values ?? []).join(",")]),
    ),
    body: bodyOf(message),
    requestId,
  };
}

/** An answer may be given before the body has come in whole, so the connection outlives whoever stops reading. */
async function* bodyOf(message: IncomingMessage): AsyncIterable<Uint8Array> {
  try {
    yield* message.iterator({ destroyOnReturn: false });
  } catch {
    throw new AwsError("IncompleteBody", "The request body terminated unexpectedly");
  }
}
