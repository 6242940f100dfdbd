/** What others in the network reach of a Lectern that runs here: its site, and what cameras ask of the API. Nothing else goes through. */
import { request as ask, type IncomingMessage, type ServerResponse } from "node:http";
import { createServer, type Server } from "node:https";
import type { AddressInfo } from "node:net";
import { pipeline } from "node:stream";
import type { Certificate } from "./certificate.ts";

export interface Behind {
  /** `http://127.0.0.1:…` */
  readonly siteUrl: string;
  readonly apiUrl: string;
}

export interface Door {
  readonly port: number;
  close(): Promise<void>;
}

/** `POST /talks/{talk}/photos` and `GET /talks/{talk}/cameras/{camera}`. */
const CAMERAS = /^\/talks\/[a-z0-9-]+\/(photos|cameras\/[\w.-]+)$/;
/** Of the connection alone, not of the request (RFC 9110, section 7.6.1). */
const HOP_BY_HOP = ["connection", "keep-alive", "proxy-connection", "te", "trailer", "transfer-encoding", "upgrade"];
/** A photograph has 4 MB at the most. */
const MOST_BYTES = 8 * 1024 * 1024;

/** Listens. @param address 0.0.0.0 for all networks of this machine @throws when the port is taken */
export async function openDoor(behind: Behind, certificate: Certificate, port: number, address: string): Promise<Door> {
  const server: Server = createServer({ ...certificate, minVersion: "TLSv1.2" }, (incoming, outgoing) =>
    passOn(incoming, outgoing, behind),
  );
  await new Promise<void>((resolve, reject) => server.once("error", reject).listen(port, address, resolve));
  return {
    port: (server.address() as AddressInfo).port,
    close: () => {
      server.closeAllConnections();
      return new Promise((resolve) => server.close(() => resolve()));
    },
  };
}

function passOn(incoming: IncomingMessage, outgoing: ServerResponse, behind: Behind): void {
  const { method = "GET", url: target = "/" } = incoming;
  const isCameras = CAMERAS.test(target.split("?")[0] ?? "");
  const isAllowed = isCameras ? ["GET", "POST"].includes(method) : ["GET", "HEAD"].includes(method);
  if (!target.startsWith("/") || !isAllowed) refuse(incoming, outgoing, 405, "Only the site and cameras are served here.");
  else if (Number(incoming.headers["content-length"] ?? 0) > MOST_BYTES) refuse(incoming, outgoing, 413, "That is too large.");
  else askBehind(isCameras ? behind.apiUrl : behind.siteUrl, incoming, outgoing);
}

function askBehind(url: string, incoming: IncomingMessage, outgoing: ServerResponse): void {
  const { hostname, port, host } = new URL(url);
  const { method, url: path, headers } = incoming;
  const inner = ask({ hostname, port, method, path, headers: { ...own(headers), host } }, (answer) => {
    outgoing.writeHead(answer.statusCode ?? 502, own(answer.headers));
    pipeline(answer, outgoing, () => {}); // who has gone away needs no answer
  });
  inner.once("error", () => {
    if (outgoing.headersSent) outgoing.destroy();
    else refuse(incoming, outgoing, 502, "Lectern does not answer.");
  });
  pipeline(incoming, inner, () => {});
}

/** Without an Origin: the page and its API are one origin here, and the API behind need not know its name. */
const own = <Value>(headers: Readonly<Record<string, Value>>): Record<string, Value> =>
  Object.fromEntries(Object.entries(headers).filter(([name]) => !HOP_BY_HOP.includes(name) && name !== "origin"));

function refuse(incoming: IncomingMessage, outgoing: ServerResponse, status: number, words: string): void {
  incoming.resume();
  outgoing.writeHead(status, { "content-type": "text/plain; charset=utf-8", connection: "close" }).end(`${words}\n`);
}
