import type { ExecutionStatus } from "@aws-sdk/client-sfn";
import { Command, Option } from "commander";
import type { Machine } from "../execution/machines.ts";
import { wholeNumber } from "../parse-numbers.ts";
import type { Place } from "../place.ts";
import { withPlace } from "../place-options.ts";
import type { Terminal } from "../terminal.ts";

const HELP = `
An execution is what a push or a photograph starts; its name, or the beginning of it, is enough.

  npx lectern execution list --status FAILED
  npx lectern execution show 5e19302
  npx lectern execution retry 5e19302

What was aborted or ran out of time goes on where it stopped. What failed is started again under another name: a push as a push of
now, unless a later one is published; a photograph as it was. Where only the build of a talk's page failed, that is built again.
`;

const STATUSES = ["RUNNING", "SUCCEEDED", "FAILED", "TIMED_OUT", "ABORTED"];

interface ListFlags extends Place {
  readonly machine?: Machine;
  readonly status?: ExecutionStatus;
  readonly most: number;
}

/** `lectern execution`, with its subcommands. */
export const executionCommand = (terminal: Terminal): Command =>
  new Command("execution")
    .description("what pushes and photographs started, and what became of it")
    .addHelpText("after", HELP)
    .addCommand(listCommand(terminal))
    .addCommand(showCommand(terminal))
    .addCommand(retryCommand(terminal));

const listCommand = ({ json, result, write, paint, wait }: Terminal): Command =>
  withPlace(new Command("list"))
    .description("the last executions, the newest first")
    .addOption(new Option("--machine <machine>", "of one state machine").choices(["site-builder", "live-blogger"]))
    .addOption(new Option("--status <status>", "that are so").choices(STATUSES))
    .addOption(new Option("--most <number>", "so many at most").default(20).argParser(wholeNumber))
    .action(async ({ machine, status, most, ...place }: ListFlags) => {
      const [{ readExecutions }, { executionTable }] = await Promise.all([
        import("../execution/read-executions.ts"),
        import("../execution/execution-lines.ts"),
      ]);
      const options = { most, ...(machine && { machine }), ...(status && { status }) };
      const executions = await wait("Looking for executions", () => readExecutions(place, options));
      if (json) for (const execution of executions) result(execution, () => []);
      else if (executions.length === 0) write("There is no such execution.");
      else for (const line of executionTable(executions, paint)) write(line);
    });

const showCommand = ({ result, paint, wait }: Terminal): Command =>
  withPlace(new Command("show"))
    .description("an execution's states with their times, its input and output, and why it failed")
    .argument("<execution>", "its name, or the beginning of it")
    .action(async (name: string, place: Place) => {
      const [{ readExecution }, { executionLines }] = await Promise.all([
        import("../execution/read-executions.ts"),
        import("../execution/execution-lines.ts"),
      ]);
      const shown = await wait(`Reading ${name}`, () => readExecution(place, name));
      result(shown, () => executionLines(shown, paint));
    });

const SAID = {
  redrive: (name: string) => `${name} goes on where it stopped.`,
  start: (name: string) => `Started again, as ${name}. lectern execution show ${name} tells how it is getting on.`,
  build: () => "The entry was there, and the talk's page has been built again.",
} as const;

const retryCommand = ({ result, tell, stopSignal }: Terminal): Command =>
  withPlace(new Command("retry"))
    .description("try an execution again that did not succeed")
    .argument("<execution>", "its name, or the beginning of it")
    .action(async (name: string, place: Place) => {
      const stopped = stopSignal();
      const { retryExecution } = await import("../execution/retry-execution.ts");
      const retried = await retryExecution(name, { place, tell, stopped });
      result(retried, () => [SAID[retried.by](retried.execution)]);
    });
