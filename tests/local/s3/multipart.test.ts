import { createHash, randomBytes } from "node:crypto";
import { Readable } from "node:stream";
import {
  AbortMultipartUploadCommand,
  CompleteMultipartUploadCommand,
  CreateMultipartUploadCommand,
  type CreateMultipartUploadCommandInput,
  GetObjectCommand,
  GetObjectTaggingCommand,
  HeadObjectCommand,
  ListMultipartUploadsCommand,
  ListPartsCommand,
  PutObjectCommand,
  type S3Client,
  UploadPartCommand,
  UploadPartCopyCommand,
} from "@aws-sdk/client-s3";
import { Upload } from "@aws-sdk/lib-storage";
import { bucket as Bucket, failure, startS3 } from "./support/s3-cloud.ts";

const MiB = 1024 ** 2;
const Key = "talk/video.mp4";
const md5 = (...parts: Uint8Array[]) => parts.reduce((hash, part) => hash.update(part), createHash("md5")).digest();

let s3: S3Client;
let stop: () => Promise<void>;
beforeAll(async () => ({ s3, stop } = await startS3()));
afterAll(() => stop());

const create = async (more: Partial<CreateMultipartUploadCommandInput> = {}) =>
  (await s3.send(new CreateMultipartUploadCommand({ Bucket, Key, ...more }))).UploadId;
const part = (UploadId: string | undefined, PartNumber: number, Body: Uint8Array | string) =>
  s3.send(new UploadPartCommand({ Bucket, Key, UploadId, PartNumber, Body }));
const complete = (UploadId: string | undefined, Parts: { PartNumber: number; ETag?: string | undefined }[], more: object = {}) =>
  s3.send(new CompleteMultipartUploadCommand({ Bucket, Key, UploadId, MultipartUpload: { Parts }, ...more }));
const read = async () =>
  Buffer.from((await (await s3.send(new GetObjectCommand({ Bucket, Key }))).Body?.transformToByteArray()) ?? []);

it("takes a stream of unknown length from lib-storage byte for byte", async () => {
  const bytes = randomBytes(11 * MiB);
  const Body = Readable.from([bytes.subarray(0, 7 * MiB), bytes.subarray(7 * MiB)]);
  await new Upload({ client: s3, params: { Bucket, Key, Body, ContentType: "video/mp4", Metadata: { talk: "one" } } }).done();
  expect((await read()).equals(bytes)).toBe(true);
  const head = await s3.send(new HeadObjectCommand({ Bucket, Key, ChecksumMode: "ENABLED" }));
  const parts = [bytes.subarray(0, 5 * MiB), bytes.subarray(5 * MiB, 10 * MiB), bytes.subarray(10 * MiB)].map((piece) =>
    md5(piece),
  );
  expect(head).toMatchObject({
    ETag: `"${md5(...parts).toString("hex")}-3"`,
    ContentLength: bytes.length,
    ContentType: "video/mp4",
    Metadata: { talk: "one" },
    ChecksumCRC32: expect.stringMatching(/==-3$/),
    ChecksumType: "COMPOSITE",
  });
});

it("lists, replaces and completes parts; the object is there only then", async () => {
  await s3.send(new PutObjectCommand({ Bucket, Key, Body: "old" }));
  const upload = await create({ ChecksumAlgorithm: "SHA256" });
  const large = Buffer.alloc(5 * MiB, "b");
  await part(upload, 2, "replaced");
  const second = await part(upload, 2, "last");
  const first = await part(upload, 1, large);

  const page = await s3.send(new ListPartsCommand({ Bucket, Key, UploadId: upload, MaxParts: 1 }));
  expect(page).toMatchObject({
    IsTruncated: true,
    NextPartNumberMarker: "1",
    Parts: [{ PartNumber: 1, Size: 5 * MiB, ETag: first.ETag }],
  });
  const rest = await s3.send(new ListPartsCommand({ Bucket, Key, UploadId: upload, PartNumberMarker: "1" }));
  expect(rest).toMatchObject({ IsTruncated: false, Parts: [{ PartNumber: 2, Size: 4, ETag: second.ETag }] });

  expect((await read()).toString()).toBe("old");
  await complete(upload, [
    { PartNumber: 1, ETag: first.ETag },
    { PartNumber: 2, ETag: second.ETag },
  ]);
  expect((await read()).equals(Buffer.concat([large, Buffer.from("last")]))).toBe(true);
  expect(await failure(part(upload, 3, "late"))).toEqual({ name: "NoSuchUpload", status: 404 });
});

it("computes the checksum of the whole object when that is declared", async () => {
  const upload = await create({ ChecksumAlgorithm: "CRC32", ChecksumType: "FULL_OBJECT" });
  const { ETag } = await part(upload, 1, "hello");
  const completed = await complete(upload, [{ PartNumber: 1, ETag }]);
  // crc32("hello") = 0x3610a686
  expect(completed).toMatchObject({ ChecksumCRC32: "NhCmhg==", ChecksumType: "FULL_OBJECT" });
});

it("refuses parts that are too small, unknown or out of order, and keeps the upload", async () => {
  const upload = await create();
  const first = await part(upload, 1, "small");
  const second = await part(upload, 2, "small too");
  const one = { PartNumber: 1, ETag: first.ETag };
  const two = { PartNumber: 2, ETag: second.ETag };
  expect(await failure(complete(upload, [one, two]))).toEqual({ name: "EntityTooSmall", status: 400 });
  expect(await failure(complete(upload, [two, one]))).toEqual({ name: "InvalidPartOrder", status: 400 });
  expect(await failure(complete(upload, [{ PartNumber: 1, ETag: second.ETag }]))).toEqual({ name: "InvalidPart", status: 400 });
  expect(await failure(complete(upload, [{ PartNumber: 3, ETag: second.ETag }]))).toEqual({ name: "InvalidPart", status: 400 });
  expect(await failure(complete(upload, []))).toEqual({ name: "MalformedXML", status: 400 });
  expect(await failure(part(upload, 10_001, "x"))).toEqual({ name: "InvalidArgument", status: 400 });
  await complete(upload, [two]);
  expect((await read()).toString()).toBe("small too");
});

it("completes under a condition", async () => {
  const upload = await create();
  const { ETag } = await part(upload, 1, "x");
  const refused = complete(upload, [{ PartNumber: 1, ETag }], { IfNoneMatch: "*" });
  expect(await failure(refused)).toEqual({ name: "PreconditionFailed", status: 412 });
});

it("forgets an aborted upload", async () => {
  const upload = await create();
  await part(upload, 1, "x");
  await s3.send(new AbortMultipartUploadCommand({ Bucket, Key, UploadId: upload }));
  const list = s3.send(new ListPartsCommand({ Bucket, Key, UploadId: upload }));
  expect(await failure(list)).toEqual({ name: "NoSuchUpload", status: 404 });
});

it.each(["../../../etc", "nothing", "%2e%2e"])("knows no upload %s", async (upload) => {
  expect(await failure(part(upload, 1, "x"))).toEqual({ name: "NoSuchUpload", status: 404 });
});

it("takes an upload's id as a name only, never as a path", async () => {
  const upload = await create();
  expect(await failure(part(`../uploads/${upload}`, 1, "x"))).toEqual({ name: "NoSuchUpload", status: 404 });
});

it("copies an object in parts, each a range of it, as clients copy large ones", async () => {
  const bytes = randomBytes(5 * MiB + 100);
  await s3.send(new PutObjectCommand({ Bucket, Key: "source ü+", Body: bytes }));
  expect(await s3.send(new GetObjectTaggingCommand({ Bucket, Key: "source ü+" }))).toMatchObject({ TagSet: [] });
  const upload = await create();
  const copy = (PartNumber: number, CopySourceRange: string, more: object = {}) =>
    s3.send(
      new UploadPartCopyCommand({
        Bucket,
        Key,
        UploadId: upload,
        PartNumber,
        CopySource: `${Bucket}/${encodeURIComponent("source ü+")}`,
        CopySourceRange,
        ...more,
      }),
    );
  const first = (await copy(1, `bytes=0-${5 * MiB - 1}`)).CopyPartResult;
  expect(first).toMatchObject({ ETag: `"${md5(bytes.subarray(0, 5 * MiB)).toString("hex")}"`, LastModified: expect.any(Date) });
  const second = (await copy(2, `bytes=${5 * MiB}-${5 * MiB + 99}`)).CopyPartResult;

  expect(await failure(copy(3, `bytes=0-${bytes.length}`))).toEqual({ name: "InvalidRequest", status: 400 });
  expect(await failure(copy(3, "bytes=5-"))).toEqual({ name: "InvalidArgument", status: 400 });
  expect(await failure(copy(3, "bytes=5-4"))).toEqual({ name: "InvalidArgument", status: 400 });
  expect(await failure(copy(3, "bytes=0-1", { CopySourceIfMatch: '"other"' }))).toEqual({
    name: "PreconditionFailed",
    status: 412,
  });
  expect(await failure(copy(3, "bytes=0-1", { CopySource: `${Bucket}/none` }))).toEqual({ name: "NoSuchKey", status: 404 });
  expect(await failure(copy(3, "bytes=0-1", { UploadId: "other" }))).toEqual({ name: "NoSuchUpload", status: 404 });

  await complete(upload, [
    { PartNumber: 1, ETag: first?.ETag },
    { PartNumber: 2, ETag: second?.ETag },
  ]);
  expect((await read()).equals(bytes)).toBe(true);
});

it("gives one part of an object that was uploaded in parts", async () => {
  const upload = await create();
  const first = await part(upload, 3, Buffer.alloc(5 * MiB, "a"));
  const second = await part(upload, 9, "the end");
  await complete(upload, [
    { PartNumber: 3, ETag: first.ETag },
    { PartNumber: 9, ETag: second.ETag },
  ]);
  const get = (PartNumber: number, more: object = {}) => s3.send(new GetObjectCommand({ Bucket, Key, PartNumber, ...more }));
  const answer = await get(2);
  expect(await answer.Body?.transformToString()).toBe("the end");
  expect(answer).toMatchObject({
    PartsCount: 2,
    ContentRange: `bytes ${5 * MiB}-${5 * MiB + 6}/${5 * MiB + 7}`,
    $metadata: { httpStatusCode: 206 },
  });
  expect(await s3.send(new HeadObjectCommand({ Bucket, Key, PartNumber: 1 }))).toMatchObject({
    ContentLength: 5 * MiB,
    PartsCount: 2,
  });
  expect(await failure(get(3))).toEqual({ name: "InvalidPartNumber", status: 416 });
  expect(await failure(get(0))).toEqual({ name: "InvalidArgument", status: 400 });
  expect(await failure(get(1, { Range: "bytes=0-1" }))).toEqual({ name: "InvalidRequest", status: 400 });

  await s3.send(new PutObjectCommand({ Bucket, Key: "whole", Body: "one part" }));
  const whole = await s3.send(new GetObjectCommand({ Bucket, Key: "whole", PartNumber: 1 }));
  expect(await whole.Body?.transformToString()).toBe("one part");
});

it("lists the uploads under way in pages", async () => {
  const keys = ["up/a", "up/a", "up/b/1", "up/b/2", "up/c"];
  for (const key of keys) await create({ Key: key });
  const list = (more: object = {}) => s3.send(new ListMultipartUploadsCommand({ Bucket, Prefix: "up/", ...more }));
  const all = (await list()).Uploads ?? [];
  expect(all.map((upload) => upload.Key)).toEqual(keys);

  const paged: (string | undefined)[] = [];
  let page = await list({ MaxUploads: 1 });
  for (;;) {
    paged.push(...(page.Uploads ?? []).map(({ UploadId }) => UploadId));
    if (!page.IsTruncated) break;
    page = await list({ MaxUploads: 1, KeyMarker: page.NextKeyMarker, UploadIdMarker: page.NextUploadIdMarker });
  }
  expect(paged).toEqual(all.map(({ UploadId }) => UploadId));
  expect((await list({ KeyMarker: "up/a" })).Uploads?.map((upload) => upload.Key)).toEqual(keys.slice(2));

  const grouped = await list({ Delimiter: "/", MaxUploads: 3 });
  expect(grouped).toMatchObject({ IsTruncated: true, NextKeyMarker: "up/b/", CommonPrefixes: [{ Prefix: "up/b/" }] });
  const rest = await list({ Delimiter: "/", KeyMarker: grouped.NextKeyMarker });
  expect(rest.CommonPrefixes).toBeUndefined();
  expect(rest.Uploads?.map((upload) => upload.Key)).toEqual(["up/c"]);

  for (const { Key: key, UploadId } of all) await s3.send(new AbortMultipartUploadCommand({ Bucket, Key: key, UploadId }));
  expect((await list()).Uploads).toBeUndefined();
});
