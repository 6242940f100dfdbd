/** S3: an object of 1 MB, beside the file that it becomes. */
import { randomBytes } from "node:crypto";
import { mkdtempSync, rmSync } from "node:fs";
import { open, readFile } from "node:fs/promises";
import { join } from "node:path";
import { GetObjectCommand, PutObjectCommand, S3Client } from "@aws-sdk/client-s3";
import type { Measured } from "../report.ts";
import { median, timed } from "../timed.ts";
import type { BenchCloud } from "./bench-cloud.ts";

const TIMES = 50;
const BYTES = 1_000_000;

/** Puts and gets, in turns with writing (and syncing, as an object is) and reading a file in `folder`. */
export async function measureObjects(bench: BenchCloud, folder: string): Promise<Measured[]> {
  const client = new S3Client(bench.clientConfig);
  const files = mkdtempSync(join(folder, "files-"));
  const took = { put: [] as number[], get: [] as number[], write: [] as number[], read: [] as number[] };
  try {
    for (let time = 0; time < TIMES; time++) {
      const Body = randomBytes(BYTES);
      const object = { Bucket: bench.bucket, Key: `object-${time}` };
      const file = join(files, `file-${time}`);
      const seconds = async (work: () => Promise<unknown>): Promise<number> => (await timed(work))[1];
      took.put.push(await seconds(() => client.send(new PutObjectCommand({ ...object, Body }))));
      took.write.push(await seconds(() => writeSynced(file, Body)));
      took.get.push(await seconds(async () => (await client.send(new GetObjectCommand(object))).Body?.transformToByteArray()));
      took.read.push(await seconds(() => readFile(file)));
    }
  } finally {
    client.destroy();
    rmSync(files, { recursive: true, force: true });
  }
  return [
    { figure: "S3 put of 1 MB", value: median(took.put) * 1000, unit: "ms" },
    { figure: "writing and syncing a file of 1 MB", value: median(took.write) * 1000, unit: "ms" },
    { figure: "S3 put / writing the file", value: median(took.put) / median(took.write), unit: "ratio" },
    { figure: "S3 get of 1 MB", value: median(took.get) * 1000, unit: "ms" },
    { figure: "S3 get / reading the file", value: median(took.get) / median(took.read), unit: "ratio" },
  ];
}

async function writeSynced(path: string, content: Buffer): Promise<void> {
  const file = await open(path, "w");
  try {
    await file.writeFile(content);
    await file.sync();
  } finally {
    await file.close();
  }
}
