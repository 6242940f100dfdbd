/** The port on which viewers reach one distribution. It stands for its HTTPS side, so no protocol policy redirects here. */
import { randomUUID } from "node:crypto";
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import type { Cloud } from "../../../contracts.ts";
import { isOwnHost } from "../../../own-host.ts";
import { errorPage } from "./error-page.ts";
import type { EdgeResponse, ViewerRequest } from "./messages.ts";

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
    answer: (request: ViewerRequest) => Promise<EdgeResponse>,
    { emit }: Pick<Cloud, "emit">,
  ): Promise<Listener> {
    const server = createServer((incoming, outgoing) => {
      const request = viewerRequest(incoming);
      // A page whose name was rebound to 127.0.0.1 sends its own name, which is none of the distribution's.
      const answered = isOwnHost(incoming.headers.host) ? answer(request) : Promise.resolve(unknownHost(request));
      answered
        .then((response) => send(response, outgoing))
        .catch((error: unknown) => {
          emit({ type: "internal-error", where: `cloudfront ${incoming.method} ${incoming.url}`, message: String(error) });
          if (outgoing.headersSent) outgoing.destroy();
          else outgoing.writeHead(500, { "x-cache": "Error from cloudfront" }).end();
        });
    });
    await new Promise<void>((resolve, reject) => server.once("error", reject).listen(port, "127.0.0.1", resolve));
    return new Listener(server);
  }

  async close(): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise((resolve) => this.#server.close(resolve));
  }
}

/** CloudFront's answer to a name that no distribution has. */
const unknownHost = ({ requestId }: ViewerRequest): EdgeResponse => errorPage(403, "Bad request.", "", requestId);

function viewerRequest(incoming: IncomingMessage): ViewerRequest {
  incoming.resume();
  const target = incoming.url ?? "/";
  const at = target.indexOf("?");
  const headers = Object.entries(incoming.headersDistinct).map(([name, values]) => [name, values ?? []] as const);
  return {
    method: incoming.method ?? "GET",
    uri: at < 0 ? target : target.slice(0, at),
    querystring: at < 0 ? "" : target.slice(at + 1),
    headers: Object.fromEntries(headers),
    ip: incoming.socket.remoteAddress ?? "127.0.0.1",
    requestId: randomUUID(),
  };
}

function send(response: EdgeResponse, outgoing: ServerResponse): void {
  const cookies = response.cookies?.length ? { "set-cookie": [...response.cookies] } : {};
  const headers = { ...response.headers, ...cookies };
  if (response.statusText === undefined) outgoing.writeHead(response.status, headers);
  else outgoing.writeHead(response.status, response.statusText, headers);
  outgoing.end(response.body);
}
