import { mkdtemp, readdir, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { Bucket } from "../../../../local/services/s3/store/bucket.ts";
import type { ObjectRecord } from "../../../../local/services/s3/store/object-record.ts";

let folder: string;
let bucket: Bucket;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "s3-bucket-"));
  bucket = new Bucket("things", new Date(0), folder);
});
afterEach(() => rm(folder, { recursive: true, force: true }));

async function received(body: string): Promise<ObjectRecord> {
  await writeFile(join(bucket.bodiesFolder, body), body);
  return { key: "k", body, size: body.length, etag: "e", lastModified: 0, headers: {}, metadata: {} };
}

it("reads on what is deleted in the same breath", async () => {
  const record = await received("old");
  bucket.put(record, () => {});
  const reading = bucket.read(record);
  bucket.delete("k");
  expect(await text(reading)).toBe("old");
  expect(await readdir(bucket.bodiesFolder)).toEqual([]);
});

it("keeps no body of a replaced object", async () => {
  bucket.put(await received("old"), () => {});
  bucket.put(await received("new"), () => {});
  expect(await readdir(bucket.bodiesFolder)).toEqual(["new"]);
});

it("keeps the object, and no new body, when the check refuses", async () => {
  bucket.put(await received("old"), () => {});
  const next = await received("new");
  const refuse = () => {
    throw new Error("refused");
  };
  expect(() => bucket.put(next, refuse)).toThrow("refused");
  expect(bucket.get("k")?.body).toBe("old");
  expect(await readdir(bucket.bodiesFolder)).toEqual(["old"]);
});
