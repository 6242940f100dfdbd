/** What a killed cloud's build leaves running is ended by its recorded process group, and nobody else is. */
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { endProcessesOfBuild, recordProcessGroup } from "../../../local/services/codebuild/runner/end-processes.ts";
import { processesOfGroup, startOfProcess } from "../../../local/store/processes.ts";

let scratch: string;
let shell: ChildProcess;
let pid: number;

beforeEach(async () => {
  scratch = mkdtempSync(join(tmpdir(), "groups-"));
  // Nothing in its environment tells whose it is; nor does its child's.
  shell = spawn("/bin/sh", ["-c", "sleep 300 & echo; wait"], { env: {}, detached: true, stdio: ["ignore", "pipe", "ignore"] });
  pid = shell.pid ?? 0;
  await once(shell.stdout ?? shell, "data");
});
afterEach(() => {
  try {
    process.kill(-pid, "SIGKILL");
  } catch {
    // gone, as it should be
  }
  rmSync(scratch, { recursive: true });
});

const members = () => processesOfGroup(pid).length;
async function none(): Promise<void> {
  for (let tries = 0; members() > 0; tries++) {
    if (tries > 200) throw new Error("The group lives on");
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
}

test("the group is ended, whatever its environment", async () => {
  recordProcessGroup(scratch, pid);
  expect(members()).toBe(2);
  endProcessesOfBuild("site:none", scratch);
  await none();
});

test("also when its leader has ended", async () => {
  recordProcessGroup(scratch, pid);
  const exited = once(shell, "exit");
  process.kill(pid, "SIGKILL");
  await exited;
  expect(members()).toBe(1);
  endProcessesOfBuild("site:none", scratch);
  await none();
});

test("a group whose number went to another, which began at another time, is left alone", () => {
  writeFileSync(join(scratch, "process-groups"), `${pid} ${Number(startOfProcess(pid)) - 1}\n${pid}`);
  endProcessesOfBuild("site:none", scratch);
  expect(members()).toBe(2);
});

test("nothing is ended where nothing was recorded", () => {
  endProcessesOfBuild("site:none", scratch);
  expect(members()).toBe(2);
});
