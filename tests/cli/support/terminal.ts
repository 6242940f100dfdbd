import { plainPaint } from "../../../cli/paint.ts";
import type { Terminal } from "../../../cli/terminal.ts";

/** A terminal whose lines, results as people read them, go to `said`. */
export const terminalTo = (said: string[], stopped = new AbortController().signal): Terminal => ({
  json: false,
  paint: plainPaint,
  result: (_value, lines) => void said.push(...lines()),
  write: (line) => void said.push(line),
  tell: () => {},
  wait: (_title, work) => work(),
  stopSignal: () => stopped,
});
