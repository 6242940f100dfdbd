/** The local cloud as a process that is killed and started again over the same state. */
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { createInterface } from "node:readline";
import type { CloudEvent } from "local-cloud";
import type { Addresses, ProcessLine, ProcessOptions } from "./cloud-process.ts";

const program = join(import.meta.dirname, "cloud-process.ts");

/** It ended although nobody killed it. */
class EndedByItself extends Error {
  override readonly name = "EndedByItself";
}

export class KillableCloud {
  /** What every one of its lives told. */
  readonly events: CloudEvent[] = [];
  /** What its lives printed as errors. */
  readonly complaints: string[] = [];
  readonly #options: ProcessOptions;
  #child: ChildProcess | undefined;
  #ready = Promise.withResolvers<Addresses>();
  #isReady = false;

  constructor(options: ProcessOptions) {
    this.#options = options;
  }

  /** Resolves when the present life, or the next, is ready. @throws EndedByItself */
  get ready(): Promise<Addresses> {
    return this.#ready.promise;
  }

  /** Begins a life. */
  start(): void {
    const child = spawn(process.execPath, ["--disable-warning=ExperimentalWarning", program, JSON.stringify(this.#options)], {
      env: {
        ...process.env,
        NODE_COMPILE_CACHE: join(this.#options.stateFolder, "../node-cache"),
      },
      stdio: ["ignore", "pipe", "pipe"],
    });
    this.#child = child;
    // A line that the kill cut off ends with the pipe, not with a line break: it is not JSON.
    createInterface({ input: child.stdout }).on("line", (text) => {
      const line = parsed(text);
      if (line === undefined) return;
      if ("event" in line) this.events.push(line.event);
      else if (this.#child === child) {
        this.#isReady = true;
        this.#ready.resolve(line.ready);
      }
    });
    child.stderr.on("data", (bytes) => this.complaints.push(String(bytes)));
    child.once("exit", (code, signal) => {
      if (signal !== "SIGKILL")
        this.#ready.reject(new EndedByItself(`the cloud ended with ${code ?? signal}: ${this.complaints.join("")}`));
    });
  }

  /** Ends the present life and all that it started, as the machine's own end would. */
  async cutPower(): Promise<void> {
    await this.kill();
    for (let found = this.processes(); found.length > 0; found = this.processes()) for (const { pid } of found) endProcess(pid);
  }

  /** The processes that its lives started and that still run: they know of the state folder by their environment. */
  processes(): { readonly pid: number; readonly command: string }[] {
    return readdirSync("/proc")
      .filter((pid) => /^\d+$/.test(pid) && Number(pid) !== process.pid)
      .filter((pid) => contentOf(`/proc/${pid}/environ`).includes(`${this.#options.stateFolder}/`))
      .map((pid) => ({ pid: Number(pid), command: contentOf(`/proc/${pid}/cmdline`).replaceAll("\0", " ").trim() }))
      .filter(({ command }) => command !== "");
  }

  /** Ends the present life, and nothing else: what it started finds itself orphaned. */
  async kill(): Promise<void> {
    const child = this.#child;
    if (!child || child.exitCode !== null || child.signalCode !== null) return;
    const exited = once(child, "exit");
    this.#child = undefined;
    // Who waits for a life that never got ready waits for the next one.
    if (this.#isReady) this.#ready = Promise.withResolvers();
    this.#isReady = false;
    child.kill("SIGKILL");
    await exited;
  }
}

function endProcess(pid: number): void {
  try {
    process.kill(pid, "SIGKILL");
  } catch {
    // ended already
  }
}

function contentOf(path: string): string {
  try {
    return readFileSync(path, "latin1");
  } catch {
    return ""; // gone, or another user's
  }
}

function parsed(text: string): ProcessLine | undefined {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
