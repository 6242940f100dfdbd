/** One process at a time uses a state folder, and a dead one does not keep it. */
import { type ChildProcess, spawn } from "node:child_process";
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { lockFolder } from "../../../local/store/lock.ts";

const module_ = pathToFileURL(fileURLToPath(new URL("../../../local/store/lock.ts", import.meta.url)));
let folder: string;
beforeEach(() => {
  folder = join(mkdtempSync(join(tmpdir(), "lock-")), "state");
});
afterEach(() => rmSync(join(folder, ".."), { recursive: true }));

/** A process that tries to take the lock, says what came of it, and stays. */
async function contender(): Promise<{ child: ChildProcess; said: string }> {
  const program = `
    const { lockFolder } = await import(${JSON.stringify(module_.href)});
    try { lockFolder(${JSON.stringify(folder)}); console.log("taken"); } catch (error) { console.log(error.name + " " + error.pid); }
    setInterval(() => {}, 1000);`;
  const child = spawn(process.execPath, ["--input-type=module", "--eval", program], { stdio: ["ignore", "pipe", "inherit"] });
  const said = await new Promise<string>((resolve) =>
    child.stdout?.once("data", (data: Buffer) => resolve(data.toString().trim())),
  );
  return { child, said };
}
const killed = (child: ChildProcess) =>
  new Promise<void>((resolve) => {
    child.once("exit", () => resolve());
    child.kill("SIGKILL");
  });

it("is taken once, given back, and taken again", () => {
  const release = lockFolder(folder);
  expect(() => lockFolder(folder)).toThrow(expect.objectContaining({ name: "StateFolderInUse", pid: process.pid }));
  release();
  release();
  lockFolder(folder)();
  expect(readdirSync(folder)).toEqual([]);
});

it("is refused to another process, and taken over from a dead one", async () => {
  const { child, said } = await contender();
  expect(said).toBe("taken");
  expect(() => lockFolder(folder)).toThrow(expect.objectContaining({ name: "StateFolderInUse", pid: child.pid }));
  await killed(child);
  lockFolder(folder)();
});

it("is not taken by two that find the same dead process's lock", async () => {
  lockFolder(folder);
  writeFileSync(join(folder, "lock"), "999999999 1 dead\n");
  const contenders = await Promise.all(Array.from({ length: 4 }, contender));
  expect(contenders.filter(({ said }) => said === "taken")).toHaveLength(1);
  await Promise.all(contenders.map(({ child }) => killed(child)));
});

it("is not kept by a number that has gone to another process", () => {
  lockFolder(folder);
  writeFileSync(join(folder, "lock"), `${process.pid} 1 before-the-reboot\n`);
  lockFolder(folder)();
});

it.each(["", "not a lock", "0 0 0"])("is taken over when it is torn: '%s'", (content) => {
  lockFolder(folder)();
  writeFileSync(join(folder, "lock"), content);
  lockFolder(folder)();
});

it("gives back only its own", () => {
  const release = lockFolder(folder);
  writeFileSync(join(folder, "lock"), "somebody else's\n");
  release();
  expect(readdirSync(folder)).toEqual(["lock"]);
});
