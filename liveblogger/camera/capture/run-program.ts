/** Runs a program that writes a photograph to its standard output. It gets its time, and no more memory than a photograph needs. */
import { type ChildProcess, spawn } from "node:child_process";
import { CaptureFailed } from "../../../website/src/camera/errors.ts";

export interface Program {
  readonly command: string;
  readonly args: readonly string[];
}

export interface Bounds {
  /** milliseconds that it may take */
  readonly timeout: number;
  readonly mostBytes: number;
  /** ends it at once */
  readonly stopped: AbortSignal;
}

const MOST_WORDS = 2_000;
/** What a program leaves running may hold its output open: it is waited for no longer than this, in milliseconds. */
const PATIENCE = 1_000;

/**
 * Gives what the program wrote. When it ends, hangs or writes too much, its whole process group is killed, so that nothing that it
 * started keeps the camera open. @throws CaptureFailed
 */
export async function runProgram({ command, args }: Program, { timeout, mostBytes, stopped }: Bounds): Promise<Uint8Array> {
  const child = spawn(command, args, { detached: true, stdio: ["ignore", "pipe", "pipe"] });
  const pieces: Buffer[] = [];
  let [size, words] = [0, ""];
  let failure: CaptureFailed | undefined;
  const fail = (why: CaptureFailed["why"], detail: string): void => {
    failure ??= new CaptureFailed(why, `${command} ${detail}`);
    killGroup(child);
  };
  const timer = setTimeout(() => fail("hung", `did not end within ${timeout / 1000} s, and was killed.`), timeout);
  const stop = (): void => fail("died", "was stopped.");
  stopped.addEventListener("abort", stop);
  child.stdout.on("data", (piece: Buffer) => {
    size += piece.length;
    if (size <= mostBytes) pieces.push(piece);
    else fail("too large", `wrote more than ${mostBytes} bytes, and was killed.`);
  });
  child.stderr.on("data", (piece: Buffer) => {
    words = (words + piece.toString()).slice(-MOST_WORDS);
  });
  try {
    const { code, signal } = await ended(child, command);
    if (failure) throw failure;
    const how = signal ? `was killed by ${signal}` : `ended with status ${code}`;
    if (code !== 0) throw new CaptureFailed("died", `${command} ${how}: ${lastLine(words) || "it said nothing"}`);
    return Buffer.concat(pieces);
  } finally {
    clearTimeout(timer);
    stopped.removeEventListener("abort", stop);
    pieces.length = 0;
  }
}

const lastLine = (text: string): string => text.trim().split("\n").at(-1)?.trim() ?? "";

function killGroup({ pid }: ChildProcess): void {
  if (pid === undefined) return;
  try {
    process.kill(-pid, "SIGKILL");
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "ESRCH") throw error;
  }
}

interface End {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
}

/** Waits for the end of the program and of its output. @throws CaptureFailed when it can't be started */
function ended(child: ChildProcess, command: string): Promise<End> {
  return new Promise((resolve, reject) => {
    child.once("error", (error: NodeJS.ErrnoException) => {
      const why = error.code === "ENOENT" ? "not found" : "died";
      reject(new CaptureFailed(why, `${command} can't be started: ${error.message}`));
    });
    child.once("exit", (code, signal) => {
      const impatience = setTimeout(() => {
        killGroup(child);
        child.stdout?.destroy();
        child.stderr?.destroy();
      }, PATIENCE);
      child.once("close", () => {
        clearTimeout(impatience);
        killGroup(child);
        resolve({ code, signal });
      });
    });
  });
}
