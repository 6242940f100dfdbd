/** S3 for the other services of this cloud: the same operations, without HTTP. */
import { randomUUID } from "node:crypto";
import { buffer } from "node:stream/consumers";
import type { S3Port } from "../../contracts.ts";
import { authorizeObject, refuseMissingKey } from "./access.ts";
import type { S3Context } from "./context.ts";
import { storeObject } from "./operations/put-object.ts";
import { checkKeyLength } from "./rules/key.ts";
import { objectHeaders } from "./rules/object-headers.ts";

export function createPort(context: S3Context): S3Port {
  return {
    async get({ bucket: name, key, principal }) {
      const bucket = context.buckets.get(name);
      authorizeObject(context, principal, "s3:GetObject", name, key);
      const record = bucket.get(key) ?? refuseMissingKey(context, principal, name, key);
      const { "cache-control": cacheControl, "content-encoding": contentEncoding } = record.headers;
      return {
        body: await buffer(bucket.read(record)),
        etag: `"${record.etag}"`,
        lastModified: new Date(record.lastModified),
        contentType: record.headers["content-type"] ?? "binary/octet-stream",
        ...(cacheControl !== undefined && { cacheControl }),
        ...(contentEncoding !== undefined && { contentEncoding }),
        metadata: record.metadata,
      };
    },
    async put({ bucket: name, key, body, contentType, principal }) {
      const bucket = context.buckets.get(name);
      checkKeyLength(key);
      authorizeObject(context, principal, "s3:PutObject", name, key);
      await storeObject(context, bucket, key, {
        body: once(body),
        algorithm: undefined,
        conditions: {},
        event: "ObjectCreated:Put",
        by: { principal, requestId: randomUUID() },
        ...objectHeaders(contentType === undefined ? {} : { "content-type": contentType }),
      });
    },
  };
}

async function* once(bytes: Uint8Array): AsyncIterable<Uint8Array> {
  yield bytes;
}
