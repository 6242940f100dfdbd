import { execFileSync } from "node:child_process";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import sharp from "sharp";
import { readPhotograph } from "../../../cli/photo/read-photograph.ts";
import { MOST_BYTES } from "../../../liveblogger/rules/upload.ts";

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "read-photograph-"));
});
afterAll(() => rm(folder, { recursive: true }));

const written = async (name: string, bytes: Uint8Array): Promise<string> => {
  await writeFile(join(folder, name), bytes);
  return join(folder, name);
};
const picture = (width: number, height: number) => sharp({ create: { width, height, channels: 3, background: "#345" } });

test.each([
  ["a.jpg", () => picture(64, 48).jpeg().toBuffer(), "image/jpeg"],
  ["png-called.jpg", () => picture(64, 48).png().toBuffer(), "image/png"],
] as const)("%s is sent as it is", async (name, make, type) => {
  const bytes = await make();
  expect(await readPhotograph(await written(name, bytes))).toEqual({ bytes, type });
});

test("what the server does not take becomes a JPEG of 1920 pixels", async () => {
  const webp = await readPhotograph(await written("a.webp", await picture(64, 48).webp().toBuffer()));
  expect(webp.type).toBe("image/jpeg");
  const noise = sharp({
    create: { width: 2400, height: 1800, channels: 3, background: "#888", noise: { type: "gaussian", mean: 128, sigma: 60 } },
  });
  const large = await noise.png().toBuffer();
  expect(large.length).toBeGreaterThan(MOST_BYTES);
  const { bytes, type } = await readPhotograph(await written("large.png", large));
  expect([type, bytes.length < MOST_BYTES]).toEqual(["image/jpeg", true]);
  expect(await sharp(bytes).metadata()).toMatchObject({ width: 1920, height: 1440 });
});

test("what is no picture, or not there, is told", async () => {
  await expect(readPhotograph(await written("a.txt", Buffer.from("words")))).rejects.toThrow(
    /a\.txt is no picture that can be read/,
  );
  await expect(readPhotograph(folder)).rejects.toMatchObject({
    name: "UserError",
    message: expect.stringMatching(/can't be read: EISDIR/),
  });
  execFileSync("mkfifo", [join(folder, "pipe.jpg")]);
  await expect(readPhotograph(join(folder, "pipe.jpg"))).rejects.toThrow(/pipe\.jpg can't be read: it is no file\.$/);
  await expect(readPhotograph(join(folder, "none.jpg"))).rejects.toMatchObject({ name: "NotFound", status: 3 });
});
