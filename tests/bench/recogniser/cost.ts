/**
 * `node cost.ts INDEX PHOTOGRAPH…`: prints, as JSON, what recognising takes in a process that does nothing else: processor
 * time, so that other programs on the machine do not count.
 */
import { existsSync, readFileSync } from "node:fs";
import { median } from "../timed.ts";

/** What is printed: milliseconds and bytes. */
export interface Cost {
  /** the program's modules and the index, until the first photograph may come */
  readonly load: number;
  readonly withMemory: number;
  readonly without: number;
  readonly peak: number;
}

const milliseconds = (): number => {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
};

/** Since the program was loaded: `resourceUsage` counts what its parent held when it started it. */
function peakMemory(): number {
  const kilobytes = /^VmHWM:\s+(\d+) kB$/m.exec(existsSync(STATUS) ? readFileSync(STATUS, "utf8") : "")?.[1];
  return 1024 * (kilobytes === undefined ? process.resourceUsage().maxRSS : Number(kilobytes));
}

const STATUS = "/proc/self/status";
const begun = milliseconds();
const { decodePhotograph, loadIndex, recognise } = await import("../../../liveblogger/recogniser/index.ts");
const [path = "", ...photographs] = process.argv.slice(2);
const index = loadIndex(readFileSync(path));
const load = milliseconds() - begun;

const [without, withMemory]: [number[], number[]] = [[], []];
for (const photograph of photographs) {
  const bytes = readFileSync(photograph);
  const start = milliseconds();
  const { memory } = recognise(await decodePhotograph(bytes), index);
  const middle = milliseconds();
  without.push(middle - start);
  if (!memory) continue;
  recognise(await decodePhotograph(bytes), index, memory);
  withMemory.push(milliseconds() - middle);
}
const cost: Cost = {
  load,
  withMemory: median(withMemory),
  without: median(without),
  peak: peakMemory(),
};
process.stdout.write(JSON.stringify(cost));
