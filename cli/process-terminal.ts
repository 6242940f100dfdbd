/** The terminal, or whatever else this process writes to. */
import { paintOn, plainPaint } from "./paint.ts";
import { createProgress } from "./progress.ts";
import type { Terminal } from "./terminal.ts";

/** One Ctrl-C in a terminal can arrive twice at once: from the terminal, and passed on by npm. */
const SAME_KEYPRESS = 1_000;

export function processTerminal(json: boolean): Terminal {
  const write = (line: string): void => void process.stdout.write(`${line}\n`);
  /** For what is no result: a pipe gets only what is asked for. */
  const tell = (line: string): void => {
    const progress = line.trim();
    if (!json) process.stderr.write(`${line}\n`);
    else if (progress) process.stderr.write(`${JSON.stringify({ progress })}\n`);
  };
  return {
    json,
    paint: json ? plainPaint : paintOn(process.stdout),
    result(value, lines) {
      if (json) write(JSON.stringify(value));
      else for (const line of lines()) write(line);
    },
    write,
    tell,
    async wait(title, work) {
      const progress = createProgress(tell);
      return progress.wait(title, work).finally(() => progress.end());
    },
    stopSignal,
  };
}

/** Aborted by the first Ctrl-C, which stops cleanly; the second one does not wait. */
function stopSignal(): AbortSignal {
  const stopping = new AbortController();
  let first = 0;
  for (const signal of ["SIGINT", "SIGTERM"] as const) {
    process.on(signal, () => {
      if (stopping.signal.aborted && Date.now() - first > SAME_KEYPRESS) process.exit(130);
      first ||= Date.now();
      stopping.abort();
    });
  }
  return stopping.signal;
}
