import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "@jest/globals";
import { isRunning } from "./support/is-running.ts";

test("a cloud that is killed takes its functions with it, even one that computes without end", async () => {
  const folder = mkdtempSync(join(tmpdir(), "local-cloud-"));
  const program = join(import.meta.dirname, "support/spinning-cloud.ts");
  const cloud = spawn(process.execPath, [program, folder], { stdio: ["ignore", "pipe", "inherit"] });
  const [line] = await once(cloud.stdout, "data");
  const pids = String(line).trim().split(" ").map(Number);
  expect(pids.map(isRunning)).toEqual([true, true]);
  cloud.kill("SIGKILL");
  await once(cloud, "exit");
  for (let tries = 0; tries < 200 && pids.some(isRunning); tries++) await new Promise((resolve) => setTimeout(resolve, 10));
  expect(pids.map(isRunning)).toEqual([false, false]);
  rmSync(folder, { recursive: true });
});
