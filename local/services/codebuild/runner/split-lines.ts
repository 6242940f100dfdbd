/** Cuts a stream into lines, in bounded memory. */
import type { Readable } from "node:stream";
import { StringDecoder } from "node:string_decoder";

/** A longer line is cut; CloudWatch takes no event above 256 KiB either. */
const LONGEST_LINE = 64 * 1024;

/** Calls back for every line without its end, also for a last one without a newline. Resolves at the stream's end. */
export async function splitLines(stream: Readable, onLine: (line: string) => void): Promise<void> {
  const decoder = new StringDecoder("utf8");
  let rest = "";
  const take = (text: string) => {
    const lines = (rest + text).split("\n");
    rest = lines.pop() ?? "";
    for (const line of lines) onLine(line.replace(/\r$/, ""));
    while (rest.length > LONGEST_LINE) {
      onLine(rest.slice(0, LONGEST_LINE));
      rest = rest.slice(LONGEST_LINE);
    }
  };
  try {
    for await (const bytes of stream) take(decoder.write(bytes));
  } catch {
    // the process was ended in the middle: what it printed so far counts
  }
  take(decoder.end());
  if (rest !== "") onLine(rest);
}
