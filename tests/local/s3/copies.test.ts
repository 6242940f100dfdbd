import {
  CopyObjectCommand,
  type CopyObjectCommandInput,
  GetObjectCommand,
  PutObjectCommand,
  type S3Client,
} from "@aws-sdk/client-s3";
import { bucket as Bucket, failure, startS3 } from "./support/s3-cloud.ts";

let s3: S3Client;
let stop: () => Promise<void>;
let etag: string;
beforeAll(async () => {
  ({ s3, stop } = await startS3());
  const stored = await s3.send(
    new PutObjectCommand({ Bucket, Key: "a ü/+&?", Body: "body", ContentType: "text/plain", Metadata: { talk: "one" } }),
  );
  etag = stored.ETag ?? "";
});
afterAll(() => stop());

const source = `${Bucket}/${encodeURIComponent("a ü/+&?")}`;
const copy = (more: Partial<CopyObjectCommandInput> = {}) =>
  s3.send(new CopyObjectCommand({ Bucket, Key: "copy", CopySource: source, ...more }));
const read = async (Key: string) => s3.send(new GetObjectCommand({ Bucket, Key }));

it("copies body, headers and metadata", async () => {
  expect((await copy()).CopyObjectResult?.ETag).toBe(etag);
  const copied = await read("copy");
  expect(copied).toMatchObject({ ContentType: "text/plain", Metadata: { talk: "one" }, ETag: etag });
  expect(await copied.Body?.transformToString()).toBe("body");
});

it.each([`/${source}`, source.replace("%2F", "/"), encodeURIComponent(`${Bucket}/a ü/+&?`)])(
  "reads the source %s",
  async (CopySource) => {
    expect((await copy({ CopySource })).CopyObjectResult?.ETag).toBe(etag);
  },
);

it("replaces the metadata when told to, in place too", async () => {
  await copy({ MetadataDirective: "REPLACE", ContentType: "text/html", Metadata: { talk: "two" } });
  expect(await read("copy")).toMatchObject({ ContentType: "text/html", Metadata: { talk: "two" } });
  await copy({ CopySource: `${Bucket}/copy`, MetadataDirective: "REPLACE", CacheControl: "no-cache" });
  const changed = await read("copy");
  expect(changed).toMatchObject({ CacheControl: "no-cache", Metadata: {} });
  expect(await changed.Body?.transformToString()).toBe("body");
});

it("does not copy an object to itself unchanged", async () => {
  const Key = "a ü/+&?";
  expect(await failure(copy({ Key }))).toEqual({ name: "InvalidRequest", status: 400 });
});

it("copies under a condition", async () => {
  await copy({ CopySourceIfMatch: etag });
  expect(await failure(copy({ CopySourceIfMatch: '"other"' }))).toEqual({ name: "PreconditionFailed", status: 412 });
  expect(await failure(copy({ CopySourceIfNoneMatch: etag }))).toEqual({ name: "PreconditionFailed", status: 412 });
});

it("misses what is not there", async () => {
  expect(await failure(copy({ CopySource: `${Bucket}/nothing` }))).toEqual({ name: "NoSuchKey", status: 404 });
  expect(await failure(copy({ CopySource: "elsewhere/nothing" }))).toEqual({ name: "NoSuchBucket", status: 404 });
  expect(await failure(copy({ CopySource: `${source}?versionId=1` }))).toEqual({ name: "NotImplemented", status: 501 });
});
