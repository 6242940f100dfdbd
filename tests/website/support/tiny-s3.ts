import { createHash } from "node:crypto";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { buffer } from "node:stream/consumers";
import { S3Client } from "@aws-sdk/client-s3";

export interface StoredObject {
  readonly body: Buffer;
  readonly contentType?: string | undefined;
  readonly cacheControl?: string | undefined;
}

/**
 * One bucket in memory behind S3's REST protocol: the four operations that a site build calls.
 * Listings have two keys a page, so that whoever forgets to page is found out.
 */
export async function startTinyS3() {
  const objects = new Map<string, StoredObject>();
  /** `PUT key`, `DELETE key` as they came. */
  const writes: string[] = [];
  /** The keys that were fetched. */
  const reads: string[] = [];

  async function answer(request: IncomingMessage, response: ServerResponse) {
    const url = new URL(request.url ?? "/", "http://127.0.0.1");
    const key = decodeURIComponent(url.pathname.split("/").slice(2).join("/"));
    const body = await buffer(request);
    if (request.method === "PUT") {
      const { "content-type": contentType, "cache-control": cacheControl } = request.headers;
      objects.set(key, { body, contentType, cacheControl });
      writes.push(`PUT ${key}`);
      return response.end();
    }
    if (request.method === "POST" && url.searchParams.has("delete")) {
      for (const [, gone = ""] of body.toString().matchAll(/<Key>(.*?)<\/Key>/g)) {
        objects.delete(gone);
        writes.push(`DELETE ${gone}`);
      }
      return response.end("<DeleteResult/>");
    }
    if (key === "") return response.end(listing(url.searchParams.get("start-after") ?? ""));
    const object = objects.get(key);
    if (!object) return response.writeHead(404).end("<Error><Code>NoSuchKey</Code></Error>");
    reads.push(key);
    return response.end(object.body);
  }

  function listing(after: string) {
    const keys = [...objects.keys()].sort().filter((key) => key > after);
    const page = keys.slice(0, 2);
    const contents = page.map((key) => `<Contents><Key>${key}</Key><ETag>"${md5(objects.get(key)?.body)}"</ETag></Contents>`);
    return `<ListBucketResult>${contents.join("")}<IsTruncated>${keys.length > 2}</IsTruncated></ListBucketResult>`;
  }

  const server = createServer((request, response) => void answer(request, response));
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const client = new S3Client({
    region: "us-east-1",
    endpoint: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    credentials: { accessKeyId: "test", secretAccessKey: "test" },
  });
  const stop = () => {
    client.destroy();
    server.closeAllConnections();
    return new Promise((resolve) => server.close(resolve));
  };
  return { client, objects, reads, writes, stop };
}

const md5 = (bytes: Buffer = Buffer.alloc(0)) => createHash("md5").update(bytes).digest("hex");
