/** One operating-system process that runs a function: started, listened to, measured, killed. */
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import type { Readable } from "node:stream";
import { setTimeout as wait } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { giveWay } from "../../../give-way.ts";
import type { Exit } from "../failures.ts";
import type { FunctionConfiguration } from "../function-configuration.ts";
import { memoryUsed, sacrificeFirst } from "./memory.ts";

const bootstrap = fileURLToPath(new URL("./bootstrap.mjs", import.meta.url));
/** Milliseconds that a dead process's output may still take to arrive, when a stray child holds it open. */
const LAST_WORDS = 200;
/** Milliseconds between two looks at the process's memory. A peak between two looks is seen by the later one. */
const MEMORY_WATCH = 100;
/** Of so many looks one is taken at an idle process: thirty of them would cost a tenth of a processor. */
const IDLE_WATCH = 10;

/** A function's process, leader of a process group of its own, so that whatever it starts ends with it. */
export class FunctionProcess {
  /** Resolves when the process has ended and its output was read. */
  readonly ended: Promise<Exit>;
  readonly #child: ChildProcess;
  readonly #memorySize: number;
  readonly #watch: NodeJS.Timeout;
  /** Whether it runs an invocation: set by whoever hands it one. */
  busy = true;
  #looks = 0;
  #memoryUsed: number | undefined;
  #outOfMemory = false;

  constructor(
    configuration: FunctionConfiguration,
    environment: Readonly<Record<string, string>>,
    onOutput: (output: Readable) => void,
  ) {
    this.#memorySize = configuration.memorySize;
    // As Lambda's own runtime divides the memory; what is not of the JavaScript heap is watched.
    const newSpace = Math.floor(configuration.memorySize / 10);
    const heap = [
      `--max-semi-space-size=${Math.floor(newSpace / 2)}`,
      `--max-old-space-size=${configuration.memorySize - newSpace}`,
    ];
    this.#child = spawn(process.execPath, [...heap, bootstrap], {
      cwd: configuration.code.folder,
      env: { ...environment },
      detached: true,
      stdio: ["ignore", "pipe", "pipe", "pipe"],
    });
    for (const output of [this.#child.stdout, this.#child.stderr]) if (output) onOutput(output);
    this.#child.stdio[3]?.on("error", () => {});
    if (this.#child.pid !== undefined) {
      sacrificeFirst(this.#child.pid);
      giveWay(this.#child.pid, "function");
    }
    this.#watch = setInterval(() => {
      if (this.busy || this.#looks++ % IDLE_WATCH === 0) this.checkMemory();
    }, MEMORY_WATCH).unref();
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

  /** Whether it was killed because it had taken more memory than its function has. */
  get outOfMemory(): boolean {
    return this.#outOfMemory;
  }

  /** The most memory it was seen to take, in megabytes; undefined where the system has no /proc. */
  get maxMemoryUsed(): number | undefined {
    return this.#memoryUsed === undefined ? undefined : Math.min(this.#memoryUsed, this.#memorySize);
  }

  /** Kills it if it has taken more memory than its function has. @returns whether it may live on */
  checkMemory(): boolean {
    const { pid, exitCode, signalCode } = this.#child;
    const runs = pid !== undefined && exitCode === null && signalCode === null;
    const used = runs ? memoryUsed(pid) : undefined;
    if (used === undefined || this.#outOfMemory) return !this.#outOfMemory;
    this.#memoryUsed = Math.max(this.#memoryUsed ?? 0, used);
    if (used <= this.#memorySize) return true;
    this.#outOfMemory = true;
    this.kill();
    return false;
  }

  async #end(): Promise<Exit> {
    const closed = once(this.#child, "close").catch(() => undefined);
    const [code, signal] = await once(this.#child, "exit").catch(() => [1, null]);
    clearInterval(this.#watch);
    this.kill();
    await Promise.race([closed, wait(LAST_WORDS, undefined, { ref: false })]);
    return { code, signal };
  }
}
