/** What all commands have in common, given to commander's whole tree at once. */
import type { Command, OutputConfiguration } from "commander";

/** The commands that have no commands of their own. */
const leaves = (command: Command): readonly Command[] =>
  command.commands.length === 0 ? [command] : command.commands.flatMap(leaves);

const all = (command: Command): readonly Command[] => [command, ...command.commands.flatMap(all)];

/** Gives every command `--json`; wrong use is thrown as a CommanderError, and said by `output`. */
export function completeTree(program: Command, output: OutputConfiguration): Command {
  for (const command of leaves(program))
    command.option("--json", "for programs: a line of JSON for each result, and errors as JSON too");
  for (const command of all(program)) command.exitOverride().configureOutput(output);
  return program;
}

/** Whether a program reads: known before anything else is, since what is wrong with a command is told so too. */
export function wantsJson(args: readonly string[]): boolean {
  const end = args.indexOf("--");
  return (end < 0 ? args : args.slice(0, end)).includes("--json");
}
