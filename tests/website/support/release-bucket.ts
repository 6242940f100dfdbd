/** A site's bucket in the local S3, and a wire to it that keeps a log and can be cut. */
import { Agent, createServer, request as forward, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { GetObjectCommand, S3Client } from "@aws-sdk/client-s3";
import { type Bucket, put, remove } from "../../../website/scripts/support/bucket.ts";
import { listBucket } from "../../../website/scripts/support/list-bucket.ts";
import { startTestCloud } from "../../local/support/test-cloud.ts";

export interface Wire {
  readonly bucket: Bucket;
  /** What the bucket did: `PUT key`, `COPY key`, `DELETE key`, `GET key`, `LIST prefix`, in the order it was done. */
  readonly log: string[];
  /** What a client that is a program of its own is given as AWS_ENDPOINT_URL. */
  readonly endpoint: string;
  /** Resolves when S3 has answered everything that was passed on. */
  quiet(): Promise<void>;
  /** How many requests came over the wire. */
  readonly sent: { requests: number };
}

export interface WireFaults {
  /** The wire is dead after so many requests; the last one is done, but its answer is lost. */
  readonly diesAfter?: number;
  /** Holds a request back for as long as the promise takes. */
  readonly holdsBack?: (line: string) => Promise<void> | undefined;
}

export const writesIn = (log: readonly string[]): string[] =>
  log.filter((line) => /^(PUT|COPY|DELETE) /.test(line) && !line.includes(".releases/current.json"));

export async function startReleaseBucket(resources: Record<string, unknown> = {}) {
  const cloud = await startTestCloud({ resources: { Site: { Type: "AWS::S3::Bucket" }, ...resources } });
  const name = cloud.created.Site?.ref ?? "";
  const direct: Bucket = { s3: new S3Client(cloud.clientConfig), name };

  const wires: (() => Promise<void>)[] = [];
  async function openWire({ diesAfter = Number.POSITIVE_INFINITY, holdsBack }: WireFaults = {}): Promise<Wire> {
    const log: string[] = [];
    let onTheirWay = 0;
    const quiet = async () => {
      while (onTheirWay > 0) await new Promise((resolve) => setTimeout(resolve, 5));
    };
    const sent = { requests: 0 };
    const agent = new Agent({ keepAlive: true });
    const { port: target } = new URL(cloud.endpoint);

    async function pass(request: IncomingMessage, response: ServerResponse) {
      sent.requests += 1;
      const isLast = sent.requests === diesAfter;
      if (sent.requests > diesAfter) return void request.socket.destroy();
      const chunks: Buffer[] = [];
      for await (const chunk of request) chunks.push(chunk);
      const body = Buffer.concat(chunks);
      const lines = linesOf(request, body);
      for (const line of lines) await holdsBack?.(line);
      if (request.socket.destroyed) return;
      // The headers go as they came, with their Host: they are signed.
      const { method, url: path, headers } = request;
      onTheirWay += 1;
      const onward = forward({ port: target, host: "127.0.0.1", method, path, headers, agent }, (answer) => {
        if ((answer.statusCode ?? 500) < 300) log.push(...lines);
        if (isLast) {
          answer.resume();
          return void request.socket.destroy();
        }
        response.writeHead(answer.statusCode ?? 500, answer.headers);
        // Whoever asked may have hung up: what nobody reads would never end.
        response.once("close", () => answer.resume());
        if (response.closed) answer.resume();
        else answer.pipe(response);
      });
      onward.once("error", () => request.socket.destroy());
      onward.once("close", () => {
        onTheirWay -= 1;
      });
      onward.end(body);
    }

    const server = createServer((request, response) => void pass(request, response).catch(() => request.socket.destroy()));
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    const { port } = server.address() as AddressInfo;
    const endpoint = `http://127.0.0.1:${port}`;
    const s3 = new S3Client({ ...cloud.clientConfig, endpoint, maxAttempts: 1 });
    wires.push(async () => {
      s3.destroy();
      agent.destroy();
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    });
    return { bucket: { s3, name }, log, endpoint, sent, quiet };
  }
  const closeWires = async () => {
    for (const close of wires.splice(0)) await close();
  };

  return {
    cloud,
    bucket: direct,
    openWire,
    closeWires,
    keys: async (prefix = "") => [...(await listBucket(direct, prefix)).keys()],
    /** The served files' texts by path. */
    async site(): Promise<Map<string, string>> {
      const keys = [...(await listBucket(direct)).keys()].filter((key) => !key.startsWith(".releases/"));
      return new Map(await Promise.all(keys.map(async (key) => [key, await read(direct, key)] as const)));
    },
    head: (key: string) => direct.s3.send(new GetObjectCommand({ Bucket: name, Key: key })),
    write: (key: string, text: string) => put(direct, key, Buffer.from(text)),
    remove: (keys: readonly string[]) => remove(direct, keys),
    empty: async () => remove(direct, [...(await listBucket(direct)).keys()]),
    async stop() {
      await closeWires();
      direct.s3.destroy();
      await cloud.stop();
    },
  };
}

async function read({ s3, name }: Bucket, key: string): Promise<string> {
  const { Body } = await s3.send(new GetObjectCommand({ Bucket: name, Key: key }));
  return (await Body?.transformToString()) ?? "";
}

function linesOf({ method = "", url = "/", headers }: IncomingMessage, body: Buffer): string[] {
  const { pathname, searchParams } = new URL(url, "http://127.0.0.1");
  const key = decodeURIComponent(pathname.split("/").slice(2).join("/"));
  if (searchParams.has("delete")) return [...body.toString().matchAll(/<Key>(.*?)<\/Key>/g)].map(([, gone]) => `DELETE ${gone}`);
  if (key === "") return [`LIST ${searchParams.get("prefix") ?? ""}`];
  return [`${headers["x-amz-copy-source"] ? "COPY" : method} ${key}`];
}
