#!/usr/bin/env node
/**
 * The `lectern` command, under whatever Node it is run: a Node that reads TypeScript goes on with `main.ts`, an older one
 * hands over to the Node 24 that npm installed. So this file alone is plain JavaScript.
 */
import { spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const OLDEST = 24;
const FLAGS = ["--disable-warning=ExperimentalWarning"];

/** Where npm put the project's own Node; undefined when it is not installed. */
function ownNode() {
  const require = createRequire(import.meta.url);
  try {
    const node = join(dirname(require.resolve("node/package.json")), require("node/package.json").bin.node);
    return existsSync(node) ? node : undefined;
  } catch {
    return undefined;
  }
}

/** Runs the command in another Node, which gets this one's terminal and signals, and ends as it ends. */
function handOver(node) {
  const main = fileURLToPath(new URL("main.ts", import.meta.url));
  const child = spawn(node, [...FLAGS, main, ...process.argv.slice(2)], { stdio: "inherit" });
  const signals = ["SIGINT", "SIGTERM", "SIGHUP"];
  for (const signal of signals) process.on(signal, () => child.kill(signal));
  child.on("exit", (status, signal) => {
    if (signal === null) process.exit(status);
    for (const name of signals) process.removeAllListeners(name);
    process.kill(process.pid, signal);
  });
}

if (Number(process.versions.node.split(".")[0]) >= OLDEST) {
  await import("./main.ts");
} else {
  const node = ownNode();
  if (node) handOver(node);
  else {
    process.stderr.write("Lectern is not installed completely: run npm ci in its folder, and try again.\n");
    process.exitCode = 1;
  }
}
