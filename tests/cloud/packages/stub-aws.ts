/**
 * AWS as far as the functions call it: tables and objects in memory, and an answer for each other operation, on a loopback port
 * and over the wire protocols that SDK v3 speaks. Conditions are taken to hold.
 */
import { createServer, type IncomingMessage, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { isDeepStrictEqual } from "node:util";

type Item = Record<string, unknown>;
type Answer = (input: Item) => object;

export interface StubAws {
  readonly endpoint: string;
  /** Puts an item into a table. */
  put(table: string, item: object): void;
  /** By `/<bucket>/<key>`. */
  readonly objects: Map<string, Buffer>;
  /** The calls of other operations: `StartExecution` and what it was given. */
  readonly calls: { readonly operation: string; readonly input: Item }[];
  close(): Promise<void>;
}

/** @param answers what other operations than S3's and DynamoDB's answer, by name */
export async function stubAws(answers: Readonly<Record<string, Answer>>): Promise<StubAws> {
  const tables = new Map<string, Item[]>();
  const objects = new Map<string, Buffer>();
  const calls: { operation: string; input: Item }[] = [];
  const itemsOf = (table: unknown): Item[] => tables.get(String(table)) ?? [];
  const keep = (table: unknown, item: Item) => tables.set(String(table), [...itemsOf(table), item]);
  const dynamo: Readonly<Record<string, Answer>> = {
    GetItem({ TableName, Key }) {
      const key = Object.entries(Key as Item);
      const found = itemsOf(TableName).findLast((item) => key.every(([name, value]) => isDeepStrictEqual(item[name], value)));
      return found ? { Item: found } : {};
    },
    PutItem({ TableName, Item }) {
      keep(TableName, Item as Item);
      return {};
    },
    Query: ({ TableName }) => ({ Items: itemsOf(TableName) }),
  };
  const answered = (operation: string, input: Item): object => {
    const answer = dynamo[operation] ?? answers[operation];
    if (!answer) throw new Error(`No function is known to call ${operation}.`);
    if (!dynamo[operation]) calls.push({ operation, input });
    return answer(input);
  };

  const server: Server = createServer(async (request, response) => {
    const body = await bodyOf(request);
    const target = request.headers["x-amz-target"];
    const path = decodeURIComponent(new URL(request.url ?? "/", "http://x").pathname);
    const found = objects.get(path);
    if (typeof target === "string") {
      const answer = answered(target.split(".").at(-1) ?? "", JSON.parse(body.toString()));
      response.setHeader("content-type", "application/x-amz-json-1.0").end(JSON.stringify(answer));
    } else if (request.method === "PUT") {
      objects.set(path, body);
      response.setHeader("etag", '"1"').end();
    } else if (request.method === "GET") {
      if (found) response.setHeader("x-amz-meta-camera", "pi-1").end(found);
      else response.writeHead(404).end("<Error><Code>NoSuchKey</Code></Error>");
    } else {
      const form = Object.fromEntries(new URLSearchParams(body.toString()));
      answered(form.Action ?? "", form);
      response.end(
        `<${form.Action}Response><${form.Action}Result><MessageId>1</MessageId></${form.Action}Result></${form.Action}Response>`,
      );
    }
  });
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  return {
    endpoint: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    put: (table, item) => keep(table, (wire(item) as { M: Item }).M),
    objects,
    calls,
    close: () => new Promise((done) => server.close(() => done())),
  };
}

/** A value as DynamoDB writes it. */
function wire(value: unknown): object {
  if (value === null) return { NULL: true };
  if (typeof value === "string") return { S: value };
  if (typeof value === "number") return { N: String(value) };
  if (typeof value === "boolean") return { BOOL: value };
  if (Array.isArray(value)) return { L: value.map(wire) };
  return { M: Object.fromEntries(Object.entries(value as object).map(([name, one]) => [name, wire(one)])) };
}

async function bodyOf(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk);
  return Buffer.concat(chunks);
}
