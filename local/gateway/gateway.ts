/** The one port behind which every service answers. */
import { randomUUID } from "node:crypto";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import type { RawResponse } from "../contracts.ts";
import { AwsError } from "../errors.ts";
import { answerNoRequest } from "./no-request.ts";
import { errorResponse, guessErrorForm } from "./protocols/errors.ts";
import { readRequest } from "./request.ts";
import { respond } from "./respond.ts";
import { serve } from "./serve.ts";
import type { Surroundings } from "./serve-signed.ts";

export interface Gateway {
  /** The port that it listens on. */
  readonly port: number;
  /** From now on requests are served; before, they are told to come again. */
  open(surroundings: Surroundings): void;
  /** Takes no more requests and ends those under way. May be called again. */
  close(): Promise<void>;
}

/** The port is taken by another program. */
export class PortInUse extends Error {
  override readonly name = "PortInUse";
  readonly port: number;

  constructor(port: number) {
    super(`Port ${port} on 127.0.0.1 is in use by another program. End that program, or choose another port.`);
    this.port = port;
  }
}

/** Longer than clients keep an idle connection, so that none is closed under a request that is just being sent. */
const keepAlive = 120_000;

/** @param port 0 for any free one. @throws PortInUse */
export async function listen(port: number): Promise<Gateway> {
  let surroundings: Surroundings | undefined;
  const options = { keepAliveTimeout: keepAlive, requestTimeout: 0, requireHostHeader: false };
  const server = createServer(options, (message, response) => {
    void answer(message, response, surroundings);
  });
  server.on("clientError", answerNoRequest);
  server.on("checkExpectation", (message, response) => {
    const error = new AwsError("ExpectationFailed", `The expectation '${message.headers.expect}' can't be met`, 417);
    void respond(message, response, errorResponse(guessErrorForm(headersOf(message)), error, ""), randomUUID());
  });
  await new Promise<void>((resolve, reject) => {
    server.once("error", (error: NodeJS.ErrnoException) => reject(error.code === "EADDRINUSE" ? new PortInUse(port) : error));
    server.listen(port, "127.0.0.1", resolve);
  });
  let closed: Promise<void> | undefined;
  return {
    port: (server.address() as AddressInfo).port,
    open(given) {
      surroundings = given;
    },
    close() {
      closed ??= new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      });
      return closed;
    },
  };
}

async function answer(message: IncomingMessage, response: ServerResponse, surroundings: Surroundings | undefined): Promise<void> {
  const requestId = randomUUID();
  try {
    await respond(message, response, await answerTo(message, requestId, surroundings), requestId);
  } catch (error) {
    // The client went away, or the body failed after its status was sent: closing the connection is all that can tell it.
    response.destroy();
    if (!isClientGone(error))
      surroundings?.cloud.emit({ type: "internal-error", where: `${message.method} ${message.url}`, message: String(error) });
  }
}

async function answerTo(
  message: IncomingMessage,
  requestId: string,
  surroundings: Surroundings | undefined,
): Promise<RawResponse> {
  try {
    if (!surroundings) throw new AwsError("ServiceUnavailable", "The local cloud is starting", 503);
    return await serve(readRequest(message, requestId), surroundings);
  } catch (error) {
    if (!(error instanceof AwsError)) throw error;
    return errorResponse(guessErrorForm(headersOf(message)), error, requestId);
  }
}

function headersOf(message: IncomingMessage): Record<string, string> {
  return Object.fromEntries(Object.entries(message.headers).map(([name, value]) => [name, String(value)]));
}

function isClientGone(error: unknown): boolean {
  const { code } = error as NodeJS.ErrnoException;
  return code === "ERR_STREAM_PREMATURE_CLOSE" || code === "ECONNRESET" || code === "EPIPE";
}
