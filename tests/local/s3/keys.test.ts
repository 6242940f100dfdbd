import { DeleteObjectCommand, GetObjectCommand, ListObjectsV2Command, PutObjectCommand, type S3Client } from "@aws-sdk/client-s3";
import fc from "fast-check";
import { bucket as Bucket, failure, startS3 } from "./support/s3-cloud.ts";

let s3: S3Client;
let stop: () => Promise<void>;
beforeAll(async () => ({ s3, stop } = await startS3()));
afterAll(() => stop());

const put = (Key: string, Body: Uint8Array | string = "x") => s3.send(new PutObjectCommand({ Bucket, Key, Body }));
const bytes = async (Key: string) =>
  Buffer.from((await (await s3.send(new GetObjectCommand({ Bucket, Key }))).Body?.transformToByteArray()) ?? []);

it.each([
  "../../../../etc/passwd",
  "..",
  ".",
  "a//b",
  "/leading",
  "trailing/",
  "a/../b",
  "a\\b",
  "C:\\x",
  "UPPER",
  "upper",
  "plus+and%20percent",
  "what?&#",
  "tab\tline\nreturn\r",
  "'\"<>&",
  "é",
  "e\u0301",
  "🎉".repeat(256),
  "con.json",
  "__proto__",
])("keeps %j", async (key) => {
  await put(key, `body of ${key}`);
  expect((await bytes(key)).toString()).toBe(`body of ${key}`);
  const { Contents = [] } = await s3.send(new ListObjectsV2Command({ Bucket, Prefix: key }));
  expect(Contents.map(({ Key }) => Key)).toContain(key);
});

it("refuses a key of more than 1,024 bytes", async () => {
  await put("é".repeat(512));
  expect(await failure(put(`${"é".repeat(512)}x`))).toEqual({ name: "KeyTooLongError", status: 400 });
});

it("gives back any body under any key", async () => {
  const key = fc.string({ unit: "grapheme", minLength: 1, maxLength: 60 });
  await fc.assert(
    fc.asyncProperty(key, fc.uint8Array({ maxLength: 2000 }), async (Key, body) => {
      fc.pre(Buffer.byteLength(Key) <= 1024);
      await put(Key, body);
      expect((await bytes(Key)).equals(body)).toBe(true);
      const { Contents = [] } = await s3.send(new ListObjectsV2Command({ Bucket, Prefix: Key, MaxKeys: 1 }));
      expect(Contents.map((object) => object.Key)).toEqual([Key]);
      await s3.send(new DeleteObjectCommand({ Bucket, Key }));
    }),
    { numRuns: 100 },
  );
}, 30_000);
