import { mkdtemp, readdir, rm, writeFile } from "node:fs/promises";
import { request } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Sha256 } from "@aws-crypto/sha256-js";
import {
  CreateMultipartUploadCommand,
  GetObjectCommand,
  ListObjectsV2Command,
  ListPartsCommand,
  PutObjectCommand,
  type S3Client,
  UploadPartCommand,
} from "@aws-sdk/client-s3";
import { SignatureV4 } from "@smithy/signature-v4";
import { bucket as Bucket, startS3 } from "./support/s3-cloud.ts";

let stateFolder: string;
let running: Awaited<ReturnType<typeof startS3>> | undefined;
beforeEach(async () => {
  stateFolder = await mkdtemp(join(tmpdir(), "s3-state-"));
});
afterEach(async () => {
  await running?.stop();
  await rm(stateFolder, { recursive: true, force: true });
});

/** Ends the cloud that runs, if any, and starts one on the same state. */
async function boot() {
  await running?.stop();
  running = undefined;
  running = await startS3({ stateFolder });
  return running;
}

const text = async (s3: S3Client, Key: string) =>
  (await s3.send(new GetObjectCommand({ Bucket, Key }))).Body?.transformToString();

it("takes up objects and uploads at the next boot, and clears what was never finished", async () => {
  const first = await boot();
  await first.s3.send(new PutObjectCommand({ Bucket, Key: "a/é", Body: "kept", Metadata: { talk: "one" } }));
  const { UploadId } = await first.s3.send(new CreateMultipartUploadCommand({ Bucket, Key: "large" }));
  await first.s3.send(new UploadPartCommand({ Bucket, Key: "large", UploadId, PartNumber: 1, Body: "part" }));
  await first.stop();

  const bodies = join(stateFolder, "s3", Bucket, "bodies");
  const objects = join(stateFolder, "s3", Bucket, "objects");
  await writeFile(join(bodies, "half-a-body"), "torn");
  await writeFile(join(objects, "record.json.123.tmp"), "{");

  const second = await boot();
  expect(await text(second.s3, "a/é")).toBe("kept");
  expect((await second.s3.send(new ListObjectsV2Command({ Bucket }))).Contents?.map(({ Key }) => Key)).toEqual(["a/é"]);
  expect((await second.s3.send(new ListPartsCommand({ Bucket, Key: "large", UploadId }))).Parts).toHaveLength(1);
  expect(await readdir(bodies)).toHaveLength(1);
  expect(await readdir(objects)).toHaveLength(1);
});

it("leaves the old object whole when an upload breaks off", async () => {
  const { s3, cloud } = await boot();
  await s3.send(new PutObjectCommand({ Bucket, Key: "photo", Body: "old" }));

  const { hostname, port, host } = new URL(cloud.endpoint);
  const { credentials, region } = cloud.clientConfig;
  const signer = new SignatureV4({ credentials, region, service: "s3", sha256: Sha256, uriEscapePath: false });
  const signed = await signer.sign({
    method: "PUT",
    protocol: "http:",
    hostname,
    path: `/${Bucket}/photo`,
    query: {},
    headers: { host, "content-length": "1000", "x-amz-content-sha256": "UNSIGNED-PAYLOAD" },
  });
  const upload = request({ hostname, port, method: "PUT", path: signed.path, headers: signed.headers });
  upload.on("error", () => {});
  const bodies = join(stateFolder, "s3", Bucket, "bodies");
  upload.write("half of it");
  await until(async () => (await readdir(bodies)).length === 2);
  upload.destroy();
  await until(async () => (await readdir(bodies)).length === 1);
  expect(await text(s3, "photo")).toBe("old");
});

it("finishes a download of what is replaced meanwhile", async () => {
  const { s3 } = await boot();
  const old = Buffer.alloc(4_000_000, "o");
  await s3.send(new PutObjectCommand({ Bucket, Key: "photo", Body: old }));
  const download = await s3.send(new GetObjectCommand({ Bucket, Key: "photo" }));
  await s3.send(new PutObjectCommand({ Bucket, Key: "photo", Body: "new" }));
  expect(Buffer.from((await download.Body?.transformToByteArray()) ?? []).equals(old)).toBe(true);
  expect(await text(s3, "photo")).toBe("new");
});

async function until(holds: () => Promise<boolean>): Promise<void> {
  for (let tries = 0; tries < 200; tries++) {
    if (await holds()) return;
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
  throw new Error("It never came to hold");
}
