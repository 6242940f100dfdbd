/** One operating-system process that runs a function: started, listened to, measured, killed. */
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { readFileSync } from "node:fs";
import type { Readable } from "node:stream";
import { setTimeout as wait } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import type { Exit } from "../failures.ts";
import type { FunctionConfiguration } from "../function-configuration.ts";

const bootstrap = fileURLToPath(new URL("./bootstrap.mjs", import.meta.url));
/** Milliseconds that a dead process's output may still take to arrive, when a stray child holds it open. */
const LAST_WORDS = 200;

/** A function's process, leader of a process group of its own, so that whatever it starts ends with it. */
export class FunctionProcess {
  /** Resolves when the process has ended and its output was read. */
  readonly ended: Promise<Exit>;
  readonly #child: ChildProcess;

  constructor(
    configuration: FunctionConfiguration,
    environment: Readonly<Record<string, string>>,
    onOutput: (output: Readable) => void,
  ) {
    // Bounds the JavaScript heap only: buffers and WebAssembly are not counted, unlike on AWS.
    const heap = Math.ceil(configuration.memorySize * 0.9);
    this.#child = spawn(process.execPath, [`--max-old-space-size=${heap}`, bootstrap], {
      cwd: configuration.code.folder,
      env: { ...environment },
      detached: true,
      stdio: ["ignore", "pipe", "pipe", "pipe"],
    });
    for (const output of [this.#child.stdout, this.#child.stderr]) if (output) onOutput(output);
    this.#child.stdio[3]?.on("error", () => {});
    this.ended = this.#end();
  }

  /** Kills the process and everything it started. */
  kill(): void {
    const { pid } = this.#child;
    if (pid === undefined) return;
    try {
      process.kill(-pid, "SIGKILL");
    } catch {
      // Nobody of the group is left.
    }
  }

  /** The most memory it ever held, in megabytes; undefined where the system has no /proc. */
  maxMemoryUsed(): number | undefined {
    try {
      const kilobytes = /^VmHWM:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${this.#child.pid}/status`, "utf8"))?.[1];
      return kilobytes === undefined ? undefined : Math.ceil(Number(kilobytes) / 1024);
    } catch {
      return undefined;
    }
  }

  async #end(): Promise<Exit> {
    const closed = once(this.#child, "close").catch(() => undefined);
    const [code, signal] = await once(this.#child, "exit").catch(() => [1, null]);
    this.kill();
    await Promise.race([closed, wait(LAST_WORDS, undefined, { ref: false })]);
    return { code, signal };
  }
}
