import { randomBytes } from "node:crypto";
import { Readable } from "node:stream";
import {
  ChecksumAlgorithm,
  DeleteObjectCommand,
  DeleteObjectsCommand,
  GetObjectCommand,
  HeadObjectCommand,
  ListBucketsCommand,
  PutObjectCommand,
  type S3Client,
} from "@aws-sdk/client-s3";
import { bucket as Bucket, failure, startS3 } from "./support/s3-cloud.ts";

let s3: S3Client;
let stop: () => Promise<void>;
beforeAll(async () => ({ s3, stop } = await startS3()));
afterAll(() => stop());

const put = (Key: string, Body: string | Uint8Array, more: object = {}) =>
  s3.send(new PutObjectCommand({ Bucket, Key, Body, ...more }));
const get = (Key: string, more: object = {}) => s3.send(new GetObjectCommand({ Bucket, Key, ...more }));
const text = async (Key: string, more: object = {}) => (await get(Key, more)).Body?.transformToString();

describe("PutObject and GetObject", () => {
  it("keep the body, the headers and the metadata", async () => {
    const headers = {
      ContentType: "text/html",
      CacheControl: "max-age=60",
      ContentEncoding: "gzip",
      ContentDisposition: 'attachment; filename="a.html"',
      ContentLanguage: "de",
      Metadata: { talk: "re:invent", time: "17" },
    };
    const stored = await put("page", "hello", headers);
    expect(stored.ETag).toBe('"5d41402abc4b2a76b9719d911017c592"');
    const read = await get("page");
    expect(read).toMatchObject({
      ...headers,
      ETag: stored.ETag,
      ContentLength: 5,
      AcceptRanges: "bytes",
      ServerSideEncryption: "AES256",
    });
    expect(await read.Body?.transformToString()).toBe("hello");
    expect(await s3.send(new HeadObjectCommand({ Bucket, Key: "page" }))).toMatchObject({ ...headers, ContentLength: 5 });
  });

  it("store an uploaded stream byte for byte, without its framing", async () => {
    const bytes = randomBytes(3_000_000);
    const pieces = function* () {
      for (let at = 0; at < bytes.length; at += 70_001) yield bytes.subarray(at, at + 70_001);
    };
    const Body = Readable.from(pieces());
    await s3.send(new PutObjectCommand({ Bucket, Key: "stream", Body, ContentLength: bytes.length }));
    const read = await get("stream");
    expect(read.ContentEncoding).toBeUndefined();
    expect(Buffer.from((await read.Body?.transformToByteArray()) ?? []).equals(bytes)).toBe(true);
  });

  it("take an empty body", async () => {
    await put("empty", "");
    const read = await get("empty");
    expect(read.ContentLength).toBe(0);
    expect(await read.Body?.transformToString()).toBe("");
  });

  it.each([
    ChecksumAlgorithm.CRC32,
    ChecksumAlgorithm.CRC32C,
    ChecksumAlgorithm.CRC64NVME,
    ChecksumAlgorithm.SHA1,
    ChecksumAlgorithm.SHA256,
  ])("keep a %s checksum, of a header or of a stream's trailer", async (algorithm) => {
    await put("summed", "hello", { ChecksumAlgorithm: algorithm });
    const inHeader = await s3.send(new HeadObjectCommand({ Bucket, Key: "summed", ChecksumMode: "ENABLED" }));
    const Body = Readable.from([Buffer.from("hel"), Buffer.from("lo")]);
    await s3.send(new PutObjectCommand({ Bucket, Key: "summed", Body, ContentLength: 5, ChecksumAlgorithm: algorithm }));
    const inTrailer = await s3.send(new HeadObjectCommand({ Bucket, Key: "summed", ChecksumMode: "ENABLED" }));
    expect(inHeader[`Checksum${algorithm}`]).toMatch(/^[A-Za-z0-9+/]+=*$/);
    expect(inTrailer[`Checksum${algorithm}`]).toBe(inHeader[`Checksum${algorithm}`]);
    expect(inTrailer.ChecksumType).toBe("FULL_OBJECT");
  });

  it("refuse a body that is not what its MD5 says, and keep the old object", async () => {
    await put("digest", "old");
    expect(await failure(put("digest", "new", { ContentMD5: Buffer.alloc(16).toString("base64") }))).toEqual({
      name: "BadDigest",
      status: 400,
    });
    expect(await text("digest")).toBe("old");
  });

  it("refuse metadata of more than 2 KB", async () => {
    const call = put("metadata", "", { Metadata: { large: "x".repeat(2048) } });
    expect(await failure(call)).toEqual({ name: "MetadataTooLarge", status: 400 });
  });

  it("answer a missing key, and a missing bucket, by name", async () => {
    expect(await failure(get("nothing"))).toEqual({ name: "NoSuchKey", status: 404 });
    expect(await failure(s3.send(new HeadObjectCommand({ Bucket, Key: "nothing" })))).toEqual({ name: "NotFound", status: 404 });
    const elsewhere = s3.send(new GetObjectCommand({ Bucket: "elsewhere", Key: "nothing" }));
    expect(await failure(elsewhere)).toEqual({ name: "NoSuchBucket", status: 404 });
  });

  it("replace answered headers on request", async () => {
    await put("override", "x");
    const read = await get("override", { ResponseContentType: "text/plain", ResponseContentDisposition: "inline" });
    expect(read).toMatchObject({ ContentType: "text/plain", ContentDisposition: "inline" });
    expect(await failure(get("override", { ResponseContentType: "text/☃" }))).toEqual({ name: "InvalidArgument", status: 400 });
  });
});

describe("ranges", () => {
  beforeAll(() => put("alphabet", "abcdefghij"));

  it.each([
    ["bytes=2-4", "cde", "bytes 2-4/10"],
    ["bytes=7-", "hij", "bytes 7-9/10"],
    ["bytes=-2", "ij", "bytes 8-9/10"],
    ["bytes=8-99", "ij", "bytes 8-9/10"],
    ["bytes=-99", "abcdefghij", "bytes 0-9/10"],
  ])("answers %s in part", async (Range, body, contentRange) => {
    const read = await get("alphabet", { Range });
    expect(read).toMatchObject({ $metadata: { httpStatusCode: 206 }, ContentRange: contentRange, ContentLength: body.length });
    expect(await read.Body?.transformToString()).toBe(body);
  });

  it.each(["bytes=5-2", "bytes=-", "lines=1-2", "bytes=0-1,3-4"])("ignores %s", async (Range) => {
    expect(await text("alphabet", { Range })).toBe("abcdefghij");
  });

  it.each(["bytes=10-", "bytes=-0"])("refuses %s", async (Range) => {
    expect(await failure(get("alphabet", { Range }))).toEqual({ name: "InvalidRange", status: 416 });
  });
});

describe("conditional reads", () => {
  const past = new Date("2001-01-01");
  const future = new Date("2101-01-01");
  let etag: string;
  beforeAll(async () => {
    etag = (await put("dated", "x")).ETag ?? "";
  });

  it.each([
    ["If-Match of the ETag", () => ({ IfMatch: etag }), 200],
    ["If-Match of any", () => ({ IfMatch: "*" }), 200],
    ["If-Match of another", () => ({ IfMatch: '"other"' }), 412],
    ["If-Unmodified-Since, modified later", () => ({ IfUnmodifiedSince: past }), 412],
    ["If-Unmodified-Since, not modified", () => ({ IfUnmodifiedSince: future }), 200],
    ["If-Match above If-Unmodified-Since", () => ({ IfMatch: etag, IfUnmodifiedSince: past }), 200],
    ["If-None-Match of the ETag", () => ({ IfNoneMatch: etag }), 304],
    ["If-None-Match in a list", () => ({ IfNoneMatch: `"other", ${etag}` }), 304],
    ["If-None-Match of another", () => ({ IfNoneMatch: '"other"' }), 200],
    ["If-Modified-Since, not modified", () => ({ IfModifiedSince: future }), 304],
    ["If-Modified-Since, modified", () => ({ IfModifiedSince: past }), 200],
    ["If-None-Match above If-Modified-Since", () => ({ IfNoneMatch: '"other"', IfModifiedSince: future }), 200],
  ])("%s", async (_, conditions, expected) => {
    const status = await get("dated", conditions()).then(
      (read) => read.Body?.transformToString().then(() => read.$metadata.httpStatusCode),
      (error) => error.$metadata.httpStatusCode,
    );
    expect(status).toBe(expected);
  });
});

describe("conditional writes", () => {
  it("makes a key once", async () => {
    await put("once", "first", { IfNoneMatch: "*" });
    expect(await failure(put("once", "second", { IfNoneMatch: "*" }))).toEqual({ name: "PreconditionFailed", status: 412 });
    expect(await text("once")).toBe("first");
  });

  it("lets exactly one of many win", async () => {
    const attempts = await Promise.allSettled(
      Array.from({ length: 10 }, (_, index) => put("race", `writer ${index}`, { IfNoneMatch: "*" })),
    );
    expect(attempts.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
  });

  it("replaces only what it knows", async () => {
    const { ETag } = await put("known", "1");
    await put("known", "2", { IfMatch: ETag });
    expect(await failure(put("known", "3", { IfMatch: ETag }))).toEqual({ name: "PreconditionFailed", status: 412 });
    expect(await failure(put("unknown", "3", { IfMatch: ETag }))).toEqual({ name: "NoSuchKey", status: 404 });
    expect(await text("known")).toBe("2");
  });

  it("does not take an ETag in If-None-Match", async () => {
    expect(await failure(put("etag", "1", { IfNoneMatch: '"other"' }))).toEqual({ name: "NotImplemented", status: 501 });
  });
});

describe("deleting", () => {
  it("is done, and done again", async () => {
    await put("gone", "x");
    await s3.send(new DeleteObjectCommand({ Bucket, Key: "gone" }));
    await s3.send(new DeleteObjectCommand({ Bucket, Key: "gone" }));
    expect(await failure(get("gone"))).toEqual({ name: "NoSuchKey", status: 404 });
  });

  it("takes many keys, odd ones too", async () => {
    const keys = ["a & b", "<x>", "line\nbreak", " spaces ", "ü☃🎉", "&#65;"];
    for (const key of keys) await put(key, "x");
    const answer = await s3.send(new DeleteObjectsCommand({ Bucket, Delete: { Objects: keys.map((Key) => ({ Key })) } }));
    expect(answer.Errors ?? []).toEqual([]);
    for (const key of keys) expect(await failure(get(key))).toEqual({ name: "NoSuchKey", status: 404 });
  });
});

it("lists its buckets", async () => {
  const { Buckets } = await s3.send(new ListBucketsCommand({}));
  expect(Buckets?.map(({ Name }) => Name)).toEqual([Bucket]);
  expect(Buckets?.[0]?.CreationDate).toBeInstanceOf(Date);
});
