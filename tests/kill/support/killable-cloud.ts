/** The local cloud as a process that is killed and started again over the same state. */
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
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
        PATH: process.env.PATH,
        HOME: process.env.HOME,
        NODE_COMPILE_CACHE: join(this.#options.stateFolder, "../node-cache"),
      },
      stdio: ["ignore", "pipe", "pipe"],
    });
    this.#child = child;
    const { resolve, reject } = this.#ready;
    // A line that the kill cut off ends with the pipe, not with a line break: it is not JSON.
    createInterface({ input: child.stdout }).on("line", (text) => {
      const line = parsed(text);
      if (line === undefined) return;
      if ("ready" in line) resolve(line.ready);
      else this.events.push(line.event);
    });
    child.stderr.on("data", (bytes) => this.complaints.push(String(bytes)));
    child.once("exit", (code, signal) => {
      if (signal !== "SIGKILL") reject(new EndedByItself(`the cloud ended with ${code ?? signal}: ${this.complaints.join("")}`));
    });
  }

  /** Ends the present life as a power cut would. */
  async kill(): Promise<void> {
    const child = this.#child;
    if (!child || child.exitCode !== null || child.signalCode !== null) return;
    const exited = once(child, "exit");
    this.#ready.promise.catch(() => {});
    this.#ready = Promise.withResolvers();
    child.kill("SIGKILL");
    await exited;
  }
}

function parsed(text: string): ProcessLine | undefined {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
