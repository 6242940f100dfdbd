/** dynalite as a server that only this process talks to. */
import { mkdtemp, rm } from "node:fs/promises";
import { Agent, request, type Server } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { buffer } from "node:stream/consumers";
import dynalite from "dynalite";
import { takeUpTables } from "./take-up.ts";

/** dynalite checks that a request is signed, not by whom: the gateway has done that. */
const signature = "AWS4-HMAC-SHA256 Credential=local/20120810/local/dynamodb/aws4_request, SignedHeaders=host, Signature=local";

export interface EngineAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer;
}

export class Engine {
  readonly #options: { folder: () => string; accountId: string; region: string };
  #running: Promise<Running> | undefined;

  constructor(options: { folder: () => string; accountId: string; region: string }) {
    this.#options = options;
  }

  /** Sends `body` (JSON text) to `operation`; the first call starts the engine. */
  async send(operation: string, body: string): Promise<EngineAnswer> {
    this.#running ??= this.#start();
    const { socketPath, agent } = await this.#running;
    return new Promise((resolve, reject) => {
      const sent = request({
        socketPath,
        agent,
        method: "POST",
        headers: {
          host: "dynamodb",
          "content-type": "application/x-amz-json-1.0",
          "content-length": Buffer.byteLength(body),
          "x-amz-target": `DynamoDB_20120810.${operation}`,
          "x-amz-date": "20120810T000000Z",
          authorization: signature,
        },
      });
      sent.once("error", reject);
      sent.once("response", (response) => {
        const { "content-type": contentType = "", "x-amz-crc32": crc32 } = response.headers;
        buffer(response).then(
          (answer) =>
            resolve({
              status: response.statusCode ?? 500,
              headers: { "content-type": contentType, ...(typeof crc32 === "string" && { "x-amz-crc32": crc32 }) },
              body: answer,
            }),
          reject,
        );
      });
      sent.end(body);
    });
  }

  /** Waits for what is being written, and closes the files so that they can be opened again. */
  async stop(): Promise<void> {
    const running = await this.#running;
    this.#running = undefined;
    if (running === undefined) return;
    const { server, agent, socketFolder } = running;
    agent.destroy();
    await new Promise<void>((resolve, reject) => server.close((error) => (error ? reject(error) : resolve())));
    await rm(socketFolder, { recursive: true, force: true });
  }

  async #start(): Promise<Running> {
    const { folder, accountId, region } = this.#options;
    const path = join(folder(), "level");
    await takeUpTables(path);
    const options = { path, createTableMs: 0, deleteTableMs: 0, updateTableMs: 0 };
    const server = withEnvironment({ AWS_ACCOUNT_ID: accountId, AWS_REGION: region }, () => dynalite(options));
    // A port would let every program of this machine past IAM. The folder is short, as socket paths must be, and private.
    const socketFolder = await mkdtemp(join(tmpdir(), "dynamodb-"));
    const socketPath = join(socketFolder, "s");
    await new Promise<void>((resolve, reject) => server.once("error", reject).listen(socketPath, resolve));
    return { server, socketFolder, socketPath, agent: new Agent({ keepAlive: true }) };
  }
}

interface Running {
  readonly server: Server;
  readonly agent: Agent;
  readonly socketFolder: string;
  readonly socketPath: string;
}

/** Runs `action` with the variables set: the only way to tell dynalite the account and region of its ARNs. */
function withEnvironment<T>(variables: Record<string, string>, action: () => T): T {
  const before = Object.keys(variables).map((name) => [name, process.env[name]] as const);
  Object.assign(process.env, variables);
  try {
    return action();
  } finally {
    for (const [name, value] of before) {
      if (value === undefined) delete process.env[name];
      else process.env[name] = value;
    }
  }
}
