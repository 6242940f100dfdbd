/** dynalite as a server that only this process talks to. */
import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { Agent, request } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { buffer } from "node:stream/consumers";
import { Worker } from "node:worker_threads";

/** dynalite checks that a request is signed, not by whom: the gateway has done that. */
const signature = "AWS4-HMAC-SHA256 Credential=local/20120810/local/dynamodb/aws4_request, SignedHeaders=host, Signature=local";

/** No request takes near as long; one that does has met a fault that dynalite lost. In milliseconds. */
const longestRequest = 30_000;

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

  /** Sends `body` (JSON text) to `operation`; the first call, and one after a fault, starts the engine. */
  async send(operation: string, body: string): Promise<EngineAnswer> {
    this.#running ??= this.#start();
    const { socketPath, agent } = await this.#running;
    return new Promise((resolve, reject) => {
      const sent = request({
        socketPath,
        agent,
        method: "POST",
        timeout: longestRequest,
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
      sent.once("timeout", () => sent.destroy(new Error(`dynalite did not answer ${operation}`)));
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
    const running = await this.#running?.catch(() => undefined);
    this.#running = undefined;
    if (running === undefined) return;
    const { worker, agent, ended } = running;
    agent.destroy();
    worker.postMessage("stop");
    await ended;
  }

  async #start(): Promise<Running> {
    const { folder, accountId, region } = this.#options;
    // A port would let every program of this machine past IAM. The folder is short, as socket paths must be, and private.
    const socketFolder = await mkdtemp(join(tmpdir(), "dynamodb-"));
    const socketPath = join(socketFolder, "s");
    const worker = new Worker(new URL("./dynalite-worker.ts", import.meta.url), {
      workerData: { path: join(folder(), "level"), socketPath },
      env: { AWS_ACCOUNT_ID: accountId, AWS_REGION: region },
    });
    const agent = new Agent({ keepAlive: true });
    const ended = new Promise<void>((resolve) => worker.once("exit", () => resolve())).then(() => {
      this.#running = undefined;
      agent.destroy();
      return rm(socketFolder, { recursive: true, force: true });
    });
    await once(worker, "message");
    // From here on a fault is seen by the requests that it cuts off; the next one starts anew.
    worker.on("error", () => {});
    return { worker, agent, socketPath, ended };
  }
}

interface Running {
  readonly worker: Worker;
  readonly agent: Agent;
  readonly socketPath: string;
  readonly ended: Promise<void>;
}
