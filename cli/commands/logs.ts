import { Command, InvalidArgumentError, Option } from "commander";
import type { Place } from "../place.ts";
import { withPlace } from "../place-options.ts";
import type { Terminal } from "../terminal.ts";

const HELP = `
  npx lectern logs                      what all functions wrote in the last ten minutes
  npx lectern logs whichSlide --follow  a function, and what it goes on to write until Ctrl-C
  npx lectern logs build --follow       the last build, to its end; or a build, by its id
  npx lectern logs 5e19302              an execution, by its name or the beginning of it: what all functions wrote of it

People are not shown Lambda's own lines and metrics; --json gives every line as it was written.
`;

const UNITS: Readonly<Record<string, number>> = { s: 1_000, m: 60_000, h: 3_600_000, d: 86_400_000 };

/** `10m` in milliseconds. @throws InvalidArgumentError */
function span(text: string): number {
  const [, number, unit = ""] = /^(\d{1,5})([smhd])$/.exec(text) ?? [];
  if (number === undefined) throw new InvalidArgumentError("it is a number and s, m, h or d: 90s, 10m, 2h, 1d.");
  return Number(number) * (UNITS[unit] ?? 0);
}

interface Flags extends Place {
  readonly follow?: boolean;
  readonly since: number;
}

/** `lectern logs`. */
export const logsCommand = ({ json, result, paint, stopSignal }: Terminal): Command =>
  withPlace(new Command("logs"))
    .description("what functions and builds wrote")
    .argument("[what]", "a function, an execution, or build; all functions unless said")
    .option("--follow", "go on, until Ctrl-C or the end of the build or execution")
    .addOption(new Option("--since <time>", "of functions, what is no older").default(span("10m"), "10m").argParser(span))
    .addHelpText("after", HELP)
    .action(async (what: string | undefined, { follow = false, since, ...place }: Flags) => {
      const stopped = stopSignal();
      const [{ readLogs }, { eventLine }] = await Promise.all([import("../logs/read-logs.ts"), import("../logs/event-line.ts")]);
      await readLogs(what, { place, since: Date.now() - since, follow, stopped }, (event) => {
        if (json) return result({ ...event, time: new Date(event.timestamp).toISOString() }, () => []);
        const line = eventLine(event, paint);
        if (line !== undefined) result(event, () => [line]);
      });
    });
