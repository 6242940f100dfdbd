/** The `lectern-camera` program. */
import { CaptureFailed, Refused } from "../../website/src/camera/errors.ts";
import { CameraError, STATUS } from "./errors.ts";
import { HELP, type Options, readOptions } from "./options.ts";

const args = process.argv.slice(2);
const write = (line: string): void => void process.stdout.write(`${line}\n`);
/** systemd's journal has the time of each line by itself; a clock that may be wrong is not told of elsewhere. */
const say = (line: string): void => void process.stderr.write(`${line}\n`);

/** Aborted by the first SIGTERM or Ctrl-C; the second does not wait. */
function stopSignal(): AbortSignal {
  const stopping = new AbortController();
  for (const signal of ["SIGINT", "SIGTERM"] as const)
    process.on(signal, () => {
      if (stopping.signal.aborted) process.exit(130);
      stopping.abort();
    });
  return stopping.signal;
}

async function main(options: Options): Promise<void> {
  if (options.what === "help") return write(HELP);
  if (options.what === "install") {
    const { install, thisMachine } = await import("./install/install.ts");
    return install(options, args, thisMachine(process.argv[1] ?? ""), write);
  }
  const stopped = stopSignal();
  if (options.what === "dry-run") return (await import("./dry-run.ts")).dryRun(options, write, stopped);
  return (await import("./run.ts")).run(options, say, stopped);
}

try {
  await main(readOptions(args, process.env));
} catch (error) {
  const isKnown = [CameraError, Refused, CaptureFailed].some((kind) => error instanceof kind);
  say(isKnown ? (error as Error).message : String((error as Error).stack));
  process.exitCode = statusOf(error);
}

function statusOf(error: unknown): number {
  if (error instanceof Refused) return STATUS[error.meaning];
  return error instanceof CameraError ? error.status : STATUS.failed;
}
