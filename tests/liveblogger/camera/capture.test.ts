/** Captures that do what cameras do, and what they suffer from. */
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { Programs } from "../../../liveblogger/camera/capture/programs.ts";
import { runProgram } from "../../../liveblogger/camera/capture/run-program.ts";
import { WatchedFolder } from "../../../liveblogger/camera/capture/watched-folder.ts";
import { anyCommand } from "../../../liveblogger/camera/tools/command.ts";
import { TOOLS, toolsFor } from "../../../liveblogger/camera/tools/index.ts";
import { screenWith } from "./support/pictures.ts";

const clock = { now: () => 100, boot: "0123abcd", wall: () => 0 };
const never = new AbortController().signal;
const picture = await screenWith(3);
const folder = mkdtempSync(join(tmpdir(), "lectern-camera-"));
const file = join(folder, "picture.jpg");
writeFileSync(file, picture);
afterAll(() => rmSync(folder, { recursive: true }));

const sh = (command: string) => anyCommand(command).program({});
const run = (command: string, timeout = 5000) => runProgram(sh(command), { timeout, mostBytes: 1_000_000, stopped: never });
const isRunning = (pid: number): boolean => {
  try {
    // A killed process may wait to be taken off by its parent: it runs no more.
    return !/^State:\s+Z/m.test(readFileSync(`/proc/${pid}/status`, "utf8"));
  } catch {
    return false;
  }
};

it("gives what a program writes", async () => {
  expect(await run(`cat ${file}`)).toEqual(picture);
});

it("kills one that hangs, and all that it started", async () => {
  const children = join(folder, "children");
  const hangs = `sleep 60 & echo $! > ${children}; trap '' TERM; sleep 61`;
  await expect(run(hangs, 300)).rejects.toMatchObject({ why: "hung", message: expect.stringContaining("0.3 s") });
  await delay(50);
  expect(isRunning(Number(readFileSync(children, "utf8")))).toBe(false);
});

it("does not wait for what a program leaves running with its output open, and ends it", async () => {
  const left = join(folder, "left");
  const began = Date.now();
  expect(await run(`cat ${file}; sleep 60 & echo $! > ${left}`)).toEqual(picture);
  expect(Date.now() - began).toBeLessThan(4000);
  await delay(50);
  expect(isRunning(Number(readFileSync(left, "utf8")))).toBe(false);
});

it("tells how one died, in its own last words", async () => {
  await expect(run("echo opening >&2; echo 'no cameras available' >&2; exit 255")).rejects.toMatchObject({
    why: "died",
    message: "/bin/sh ended with status 255: no cameras available",
  });
});

it("stops one that writes 100 MB, long before it is done, and keeps none of it", async () => {
  const before = process.memoryUsage().rss;
  await expect(run("head -c 100000000 /dev/zero; sleep 60")).rejects.toMatchObject({ why: "too large" });
  expect(process.memoryUsage().rss - before).toBeLessThan(60_000_000);
});

it("ends at once when the camera is stopped", async () => {
  const stopping = new AbortController();
  const running = runProgram(sh("sleep 60"), { timeout: 60_000, mostBytes: 1000, stopped: stopping.signal });
  setTimeout(() => stopping.abort(), 100);
  await expect(running).rejects.toMatchObject({ why: "died" });
});

describe("programs", () => {
  const programs = (...commands: string[]) => new Programs(commands.map(anyCommand), { timeout: 2000 }, clock);

  it("are tried in their order until one takes a photograph, and that one is kept", async () => {
    const log = join(folder, "order");
    const camera = programs(`echo one >> ${log}; exit 1`, `echo two >> ${log}; cat ${file}`, `echo three >> ${log}; cat ${file}`);
    expect(await camera.next(never)).toMatchObject({ width: 320, height: 180, takenAt: 100 });
    await camera.next(never);
    expect(readFileSync(log, "utf8")).toBe("one\ntwo\ntwo\n");
  });

  it("are tried again when the one that worked has failed three times", async () => {
    const gone = join(folder, "gone");
    const camera = programs(`[ ! -e ${gone} ] && cat ${file}`, `[ -e ${gone} ] && cat ${file}`);
    await camera.next(never);
    writeFileSync(gone, "");
    for (let i = 0; i < 3; i++) await expect(camera.next(never)).rejects.toMatchObject({ why: "died" });
    expect(await camera.next(never)).toMatchObject({ width: 320 });
  });

  it("that print half a JPEG have taken none", async () => {
    await expect(programs(`head -c ${Math.floor(picture.length / 2)} ${file}`).next(never)).rejects.toMatchObject({
      why: "no whole JPEG",
    });
  });

  it("that are not there are said to be missing, by name", async () => {
    const missing = { name: "rpicam-still", program: () => ({ command: join(folder, "rpicam-still"), args: [] }) };
    await expect(new Programs([missing], { timeout: 2000 }, clock).next(never)).rejects.toMatchObject({
      why: "not found",
      message: expect.stringContaining("rpicam-still: install one"),
    });
  });

  it("are those of a Pi, of USB cameras, and then ffmpeg; one can be named, or be any command", () => {
    expect(TOOLS.map(({ name }) => name)).toEqual(["rpicam-still", "libcamera-still", "raspistill", "fswebcam", "ffmpeg"]);
    expect(toolsFor("raspistill", undefined)).toEqual([TOOLS[2]]);
    expect(toolsFor(undefined, "rtsp://camera/1")[0]?.program({ input: "rtsp://camera/1" }).args).toContain("rtsp://camera/1");
    expect(toolsFor("gphoto2 --stdout", undefined)[0]?.program({})).toEqual({
      command: "/bin/sh",
      args: ["-c", "gphoto2 --stdout"],
    });
    for (const tool of TOOLS) expect(tool.program({ device: "7" }).args).toContain("7");
  });
});

describe("a watched folder", () => {
  const watched = mkdtempSync(join(folder, "watched-"));
  const source = new WatchedFolder(watched, clock);

  it("gives its newest picture, once, and leaves all in it as it is", async () => {
    expect(await source.next()).toBeUndefined();
    writeFileSync(join(watched, "1.jpg"), picture);
    expect((await source.next())?.bytes).toEqual(new Uint8Array(picture));
    expect(await source.next()).toBeUndefined();
    const second = await screenWith(4);
    writeFileSync(join(watched, "2.JPEG"), second);
    expect((await source.next())?.bytes).toEqual(new Uint8Array(second));
    expect(readdirSync(watched).sort()).toEqual(["1.jpg", "2.JPEG"]);
  });

  it("waits until a picture is whole", async () => {
    const third = await screenWith(6);
    const path = join(watched, "3.jpg");
    writeFileSync(path, third.subarray(0, 900));
    await expect(source.next()).rejects.toMatchObject({ why: "no whole JPEG" });
    writeFileSync(path, third);
    expect((await source.next())?.bytes).toEqual(new Uint8Array(third));
  });

  it("that is not there is said to be missing", async () => {
    await expect(new WatchedFolder(join(folder, "nowhere"), clock).next()).rejects.toMatchObject({ why: "not found" });
  });
});
