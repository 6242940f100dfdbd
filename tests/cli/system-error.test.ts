import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import sharp from "sharp";
import { runProgram } from "../../cli/run-program.ts";
import { systemError } from "../../cli/system-error.ts";
import { lectern, ROOT } from "./support/lectern.ts";

const MINUTE = 60_000;
let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "system-error-"));
  await mkdir(join(folder, "deck"));
  const picture = sharp({ create: { width: 320, height: 180, channels: 3, background: "#246" } });
  await picture.png().toFile(join(folder, "deck/1.png"));
  await writeFile(join(folder, "a-file"), "");
});
afterAll(() => rm(folder, { recursive: true, force: true }));

test("the system's words become one line that names the path; other errors are left alone", () => {
  const refused = Object.assign(new Error("EACCES: permission denied, open '/root/x.pdf'"), {
    code: "EACCES",
    syscall: "open",
    path: "/root/x.pdf",
  });
  expect(systemError(refused)).toMatchObject({
    name: "SystemError",
    status: 1,
    message: "/root/x.pdf can't be opened: permission denied (EACCES).",
  });
  const full = Object.assign(new Error("ENOSPC: no space left on device, write"), { code: "ENOSPC", syscall: "write" });
  expect(systemError(full, "The output")?.message).toBe("The output can't be written: no space left on device (ENOSPC).");
  expect(systemError(new TypeError("x is not a function"))).toBeUndefined();
  expect(
    systemError(Object.assign(new Error("connect ECONNREFUSED"), { code: "ECONNREFUSED", syscall: "connect" })),
  ).toBeUndefined();
  expect(systemError(Object.assign(new Error("ENOENT: ours"), { code: "ENOENT" }))).toBeUndefined();
});

test(
  "a folder that is a file is told without a stack, to programs too",
  async () => {
    const args = ["deck", "augment", join(folder, "deck"), "--out", join(folder, "a-file")];
    const told = await lectern(args);
    expect(told).toMatchObject({ status: 1, stdout: "" });
    expect(told.stderr).toMatch(/^\n.*a-file can't be .*\(E[A-Z]+\)\.\n$/m);
    expect(told.stderr).not.toMatch(/^ +at /m);
    const { error } = JSON.parse((await lectern([...args, "--json"])).stderr.trim().split("\n").at(-1) ?? "");
    expect(error).toEqual({ name: "SystemError", message: expect.stringMatching(/^.*a-file can't be .*\.$/), status: 1 });
  },
  MINUTE,
);

test(
  "output that finds no room on its disk ends the command with one message",
  async () => {
    const command = '"$0" "$1" --help > /dev/full';
    const { status, everything } = await runProgram("sh", ["-c", command, process.execPath, join(ROOT, "cli/lectern.js")]);
    expect(status).toBe(1);
    expect(everything.trim()).toMatch(/^The disk is full\. .*\n\(The output can't be written: .*\)$/);
  },
  MINUTE,
);
