import { mkdtemp, readdir, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { jest } from "@jest/globals";
import { FolderNotEmpty, type WriteOptions, writePhotographs } from "../../../liveblogger/augment/index.ts";

jest.setTimeout(60_000);

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "augment-"));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const page = { width: 320, height: 180, channels: 1, data: new Uint8Array(320 * 180).fill(200) } as const;
const options: WriteOptions = { perSlide: 2, negatives: 2, levels: ["easy", "hard"], set: "report", seed: "7", otherPages: [] };

test("each photograph has its truth, and the levels take turns", async () => {
  const done: number[] = [];
  const truth = await writePhotographs([page, page], folder, { ...options, onProgress: (count) => done.push(count) });
  expect(truth.photographs.map(({ photo, slide, level }) => [photo, slide, level])).toEqual([
    ["slide-001-1.jpg", 1, "easy"],
    ["slide-001-2.jpg", 1, "hard"],
    ["slide-002-1.jpg", 2, "easy"],
    ["slide-002-2.jpg", 2, "hard"],
    ["negative-001.jpg", null, "easy"],
    ["negative-002.jpg", null, "hard"],
  ]);
  expect(truth.photographs.some(({ negative }) => negative === "other deck")).toBe(false);
  expect(await readdir(folder)).toHaveLength(7);
  expect(JSON.parse(await readFile(join(folder, "truth.json"), "utf8"))).toEqual(JSON.parse(JSON.stringify(truth)));
  expect(done).toEqual([1, 2, 3, 4, 5, 6]);
  await expect(writePhotographs([page], folder, options)).rejects.toThrow(FolderNotEmpty);
});
