/** The port on which clients reach one API. */
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import type { Cloud } from "../../contracts.ts";
import { isOwnHost } from "../../own-host.ts";
import { type ApiRequest, type ApiResponse, ownAnswer } from "./messages.ts";

/** Bytes. */
const LARGEST_BODY = 10 * 1024 * 1024;
/** Of a body that is too large, bytes that are read on for, so that a client that listens only when it has sent all hears why. */
const MOST_DISCARDED = 64 * 1024 * 1024;

/** A listening server. */
export class Listener {
  readonly port: number;
  readonly #server: Server;

  private constructor(server: Server) {
    this.#server = server;
    this.port = (server.address() as AddressInfo).port;
  }

  /** Listens on 127.0.0.1; port 0 is any free one. A fault of `answer` is told by `emit`. @throws when the port is taken */
  static async open(
    port: number,
    answer: (request: ApiRequest) => Promise<ApiResponse>,
    { emit }: Pick<Cloud, "emit">,
  ): Promise<Listener> {
    const server = createServer((incoming, outgoing) => {
      answerTo(incoming, answer)
        .catch((error: unknown) => {
          // A client that went away in the middle of its body.
          if (incoming.destroyed && !incoming.complete) throw error;
          emit({ type: "internal-error", where: `http-api ${incoming.method} ${incoming.url}`, message: String(error) });
          return ownAnswer(500, "Internal Server Error");
        })
        .then((response) => send(response, incoming.method, outgoing))
        .catch(() => outgoing.destroy());
    });
    await new Promise<void>((resolve, reject) => server.once("error", reject).listen(port, "127.0.0.1", resolve));
    return new Listener(server);
  }

  async close(): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise((resolve) => this.#server.close(resolve));
  }
}

async function answerTo(incoming: IncomingMessage, answer: (request: ApiRequest) => Promise<ApiResponse>): Promise<ApiResponse> {
  // A page whose name was rebound to 127.0.0.1 sends its own name.
  if (!isOwnHost(incoming.headers.host)) return ownAnswer(403, "Forbidden");
  const body = await bodyOf(incoming);
  if (body === undefined) return ownAnswer(413, "Request Entity Too Large");
  const target = incoming.url ?? "/";
  const mark = target.indexOf("?");
  return answer({
    method: incoming.method ?? "GET",
    path: mark < 0 ? target : target.slice(0, mark),
    query: mark < 0 ? "" : target.slice(mark + 1),
    headers: Object.fromEntries(
      Object.entries(incoming.headersDistinct).map(([name, values]) => [
        name,
        (values ?? []).join(name === "cookie" ? ";" : ","),
      ]),
    ),
    body,
    sourceIp: incoming.socket.remoteAddress ?? "127.0.0.1",
    scheme: "http",
    port: incoming.socket.localPort ?? 0,
    protocol: `HTTP/${incoming.httpVersion}`,
  });
}

/** Undefined when it is too large. */
async function bodyOf(incoming: IncomingMessage): Promise<Uint8Array | undefined> {
  const pieces: Buffer[] = [];
  let size = 0;
  for await (const piece of incoming.iterator({ destroyOnReturn: false }) as AsyncIterable<Buffer>) {
    size += piece.length;
    if (size <= LARGEST_BODY) pieces.push(piece);
    else pieces.length = 0;
    if (size > MOST_DISCARDED) break;
  }
  return size > LARGEST_BODY ? undefined : Buffer.concat(pieces);
}

function send({ status, headers, cookies, body }: ApiResponse, method: string | undefined, outgoing: ServerResponse): void {
  const bodiless = method === "HEAD" || status === 204 || status === 304;
  const own = [headers["set-cookie"], ...cookies].filter((cookie) => cookie !== undefined);
  outgoing.writeHead(status, {
    ...headers,
    ...(own.length > 0 && { "set-cookie": own }),
    ...(!(status === 204 || status === 304) && { "content-length": body.length }),
  });
  outgoing.end(bodiless ? undefined : body);
}
