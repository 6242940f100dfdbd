/** A server that takes photographs, as the uploadPhoto function does, or does what servers do to cameras. */
import { createHash } from "node:crypto";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";

/** What a request meets. `lost`: the photograph is stored, and the connection reset before the answer. */
export type Fate =
  | "taken"
  | "lost"
  | "reset"
  | "slow"
  | { readonly status: number; readonly headers?: Readonly<Record<string, string>>; readonly body?: string };

export interface Received {
  readonly hash: string;
  readonly headers: IncomingMessage["headers"];
  /** milliseconds since the server was started */
  readonly at: number;
  readonly bytes: Buffer;
}

export interface PhotoServer {
  readonly url: string;
  /** what the next requests meet, one after the other; then all are taken */
  readonly fates: Fate[];
  /** every photograph that came whole, however it was answered */
  readonly received: Received[];
  /** the hashes of those that were stored, in that order */
  readonly stored: string[];
  stop(): Promise<void>;
}

export async function photoServer(...fates: Fate[]): Promise<PhotoServer> {
  const began = Date.now();
  const received: Received[] = [];
  const stored: string[] = [];

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const fate = fates.shift() ?? "taken";
    if (fate === "reset") return void request.socket.resetAndDestroy();
    const pieces: Buffer[] = [];
    for await (const piece of request) pieces.push(piece as Buffer);
    const bytes = Buffer.concat(pieces);
    const hash = createHash("sha256").update(bytes).digest("hex").slice(0, 12);
    received.push({ hash, headers: request.headers, at: Date.now() - began, bytes });
    if (typeof fate === "object")
      return void response.writeHead(fate.status, fate.headers).end(fate.body ?? JSON.stringify({ detail: "Said the server." }));
    // Sent again, it is the same photograph.
    if (!(request.headers["photo-again"] && stored.includes(hash))) stored.push(hash);
    if (fate === "lost") return void request.socket.resetAndDestroy();
    if (fate === "slow") await new Promise((resolve) => setTimeout(resolve, 600));
    response.writeHead(202, { "content-type": "application/json" }).end(JSON.stringify({ photo: `talk/${hash}.jpg` }));
  }

  const server = createServer((request, response) => void answer(request, response).catch(() => response.destroy()));
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/talks/a-talk/photos`,
    fates,
    received,
    stored,
    stop: () => {
      server.closeAllConnections();
      return new Promise((resolve) => server.close(() => resolve()));
    },
  };
}
