import { createHash } from "node:crypto";
import { writeFileSync } from "node:fs";
import { mkdir, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import {
  ListObjectsCommand,
  ListObjectsV2Command,
  type ListObjectsV2CommandInput,
  PutObjectCommand,
  paginateListObjectsV2,
  type S3Client,
} from "@aws-sdk/client-s3";
import type { TestCloud } from "../support/test-cloud.ts";
import { bucket as Bucket, failure, startS3 } from "./support/s3-cloud.ts";

const keys = [
  "a b",
  "index.html",
  "media/1.jpg",
  "media/2.jpg",
  "media/old/3.jpg",
  "posts/é.md",
  "posts/\uffff.md",
  "posts/🎉.md",
  "zebra",
];

let s3: S3Client;
let cloud: TestCloud;
let stop: () => Promise<void>;
beforeAll(async () => {
  ({ s3, cloud, stop } = await startS3());
  for (const Key of keys.toReversed()) await s3.send(new PutObjectCommand({ Bucket, Key, Body: Key }));
});
afterAll(() => stop());

const list = async (input: Partial<ListObjectsV2CommandInput> = {}) => {
  const answer = await s3.send(new ListObjectsV2Command({ Bucket, ...input }));
  return {
    keys: answer.Contents?.map(({ Key }) => Key) ?? [],
    prefixes: answer.CommonPrefixes?.map(({ Prefix }) => Prefix) ?? [],
    count: answer.KeyCount,
    truncated: answer.IsTruncated,
  };
};

describe("ListObjectsV2", () => {
  it("lists by the bytes of UTF-8, with what it knows of each object", async () => {
    const { Contents = [], ...answer } = await s3.send(new ListObjectsV2Command({ Bucket, FetchOwner: true }));
    expect(Contents.map(({ Key }) => Key)).toEqual(keys);
    expect(answer).toMatchObject({ Name: Bucket, KeyCount: keys.length, MaxKeys: 1000, IsTruncated: false });
    expect(Contents[1]).toMatchObject({ Size: 10, StorageClass: "STANDARD", ETag: expect.stringMatching(/^"[0-9a-f]{32}"$/) });
    expect(Contents[1]?.LastModified?.getMilliseconds()).toBe(0);
    expect(Contents[1]?.Owner?.ID).toBe(cloud.cloud.accountId);
  });

  it("groups by a delimiter", async () => {
    expect(await list({ Delimiter: "/" })).toEqual({
      keys: ["a b", "index.html", "zebra"],
      prefixes: ["media/", "posts/"],
      count: 5,
      truncated: false,
    });
    expect(await list({ Delimiter: "/", Prefix: "media/" })).toMatchObject({
      keys: ["media/1.jpg", "media/2.jpg"],
      prefixes: ["media/old/"],
    });
  });

  it("starts after a key", async () => {
    expect((await list({ StartAfter: "media/2.jpg" })).keys).toEqual(keys.slice(4));
    expect((await list({ StartAfter: "media/2" })).keys).toEqual(keys.slice(3));
  });

  it.each([1, 2, 4])("goes on by continuation token, %i at a time", async (pageSize) => {
    const found: unknown[] = [];
    for await (const page of paginateListObjectsV2({ client: s3, pageSize }, { Bucket, Delimiter: "/" })) {
      expect(page.KeyCount).toBeLessThanOrEqual(pageSize);
      found.push(...(page.Contents ?? []).map(({ Key }) => Key), ...(page.CommonPrefixes ?? []).map(({ Prefix }) => Prefix));
    }
    expect(found.sort()).toEqual(["a b", "index.html", "media/", "posts/", "zebra"]);
  });

  it("encodes names when asked to", async () => {
    expect((await list({ EncodingType: "url" })).keys.slice(0, 6)).toEqual([
      "a+b",
      "index.html",
      "media/1.jpg",
      "media/2.jpg",
      "media/old/3.jpg",
      "posts/%C3%A9.md",
    ]);
  });

  it("refuses parameters that are none", async () => {
    expect(await failure(list({ ContinuationToken: "nonsense" }))).toEqual({ name: "InvalidArgument", status: 400 });
    expect(await failure(list({ MaxKeys: -1 }))).toEqual({ name: "InvalidArgument", status: 400 });
    expect(await failure(list({ EncodingType: "rot13" as "url" }))).toEqual({ name: "InvalidArgument", status: 400 });
  });
});

describe("ListObjects", () => {
  it("goes on by marker", async () => {
    const first = await s3.send(new ListObjectsCommand({ Bucket, Delimiter: "/", MaxKeys: 3 }));
    expect(first).toMatchObject({ IsTruncated: true, NextMarker: "media/" });
    const second = await s3.send(new ListObjectsCommand({ Bucket, Delimiter: "/", MaxKeys: 3, Marker: first.NextMarker }));
    expect(second.IsTruncated).toBe(false);
    expect(second.CommonPrefixes).toEqual([{ Prefix: "posts/" }]);
    expect(second.Contents?.map(({ Key }) => Key)).toEqual(["zebra"]);
  });
});

it("takes up many objects at boot, and shows no more than 1,000 at once", async () => {
  const stateFolder = await mkdtemp(join(tmpdir(), "s3-many-"));
  const folder = join(stateFolder, "s3", Bucket, "objects");
  await mkdir(folder, { recursive: true });
  for (let number = 0; number < 1_200; number++) {
    const record = {
      key: `many/${number % 100}/${number}`,
      body: "none",
      size: 0,
      etag: "e",
      lastModified: 0,
      headers: {},
      metadata: {},
    };
    writeFileSync(join(folder, `${createHash("sha256").update(record.key).digest("hex")}.json`), JSON.stringify(record));
  }
  const many = await startS3({ stateFolder });
  try {
    const grouped = await many.s3.send(new ListObjectsV2Command({ Bucket, Prefix: "many/", Delimiter: "/" }));
    expect(grouped.CommonPrefixes).toHaveLength(100);
    const whole = await many.s3.send(new ListObjectsV2Command({ Bucket, MaxKeys: 5000 }));
    expect(whole).toMatchObject({ KeyCount: 1000, IsTruncated: true, MaxKeys: 1000 });
    const rest = await many.s3.send(new ListObjectsV2Command({ Bucket, ContinuationToken: whole.NextContinuationToken }));
    expect(rest).toMatchObject({ KeyCount: 200, IsTruncated: false });
  } finally {
    await many.stop();
    await rm(stateFolder, { recursive: true });
  }
}, 20_000);
