/** The `lectern` command. */
import { Command, CommanderError } from "commander";
import { completeTree, wantsJson } from "./command-tree.ts";
import { currentCommand } from "./commands/current.ts";
import { deckCommand } from "./commands/deck.ts";
import { doctorCommand } from "./commands/doctor.ts";
import { executionCommand } from "./commands/execution.ts";
import { failuresCommand } from "./commands/failures.ts";
import { logsCommand } from "./commands/logs.ts";
import { notesCommand } from "./commands/notes.ts";
import { photoCommand } from "./commands/photo.ts";
import { recogniseCommand } from "./commands/recognise.ts";
import { releaseCommand } from "./commands/release.ts";
import { demoCommand, startCommand } from "./commands/run-here.ts";
import { statusCommand } from "./commands/status.ts";
import { talkCommand } from "./commands/talk.ts";
import { withCompletion } from "./completion.ts";
import { UserError } from "./errors.ts";
import { forPrograms } from "./for-programs.ts";
import { explainFullDisk } from "./full-disk.ts";
import { processTerminal } from "./process-terminal.ts";
import { systemError } from "./system-error.ts";

/** Whoever reads the output may have had enough of it, as `| head -1` has; or the disk is full that it is written to. */
process.stdout.on("error", (error: NodeJS.ErrnoException) => {
  if (error.code === "EPIPE") process.exit(0);
  const refused = systemError(error, "The output");
  if (!refused) throw error;
  say(refused.name, explainFullDisk(refused.message) ?? refused.message, refused.status);
  process.exit(refused.status);
});

const HELP = `
Everything is said for people; with --json for programs: a line of JSON for each result, and errors as JSON on standard error.
Status: 0 it is done; 1 it failed; 2 the command was called wrongly; 3 what was named is not there; 130 Ctrl-C ended it.
`;

const args = process.argv.slice(2);
const terminal = processTerminal(wantsJson(args));
const program = new Command("lectern")
  .description("A website that publishes itself: when you git push, and while you speak.")
  .addHelpText("after", HELP)
  .addCommand(startCommand(terminal))
  .addCommand(demoCommand(terminal))
  .addCommand(talkCommand(terminal))
  .addCommand(deckCommand(terminal))
  .addCommand(recogniseCommand(terminal))
  .addCommand(photoCommand(terminal))
  .addCommand(currentCommand(terminal))
  .addCommand(notesCommand(terminal))
  .addCommand(statusCommand(terminal))
  .addCommand(executionCommand(terminal))
  .addCommand(logsCommand(terminal))
  .addCommand(releaseCommand(terminal))
  .addCommand(failuresCommand(terminal))
  .addCommand(doctorCommand(terminal));

/** Wrong use that commander finds itself. */
const WRONG_USE = 2;

/** With `--json`, help that nobody asked for is left out. */
completeTree(
  program,
  terminal.json
    ? { outputError: (text) => say("WrongUse", text.replace(/^error: /, "").trim(), WRONG_USE), writeErr: () => {} }
    : {},
);

/** Says what ended the command. @param line for people, where that is not the message alone */
function say(name: string, message: string, status: number, line = message): void {
  process.stderr.write(terminal.json ? `${JSON.stringify({ error: { name, message, status } })}\n` : `\n${line}\n`);
}

/** The local AWS, whose errors are known to `explain`, is loaded only by who needs it: that takes most of a second. */
async function explained(error: unknown): Promise<string> {
  if (error instanceof UserError) return explainFullDisk(error.message) ?? error.message;
  const { explain } = await import("./explain.ts");
  return explain(error);
}

try {
  await withCompletion(program).parseAsync();
} catch (thrown) {
  const error = systemError(thrown) ?? thrown;
  if (error instanceof CommanderError) process.exitCode = error.exitCode === 0 ? 0 : WRONG_USE;
  else {
    process.exitCode = error instanceof UserError ? error.status : 1;
    const line = await explained(error);
    const { name, message } = forPrograms(error, line);
    say(name, message, process.exitCode, line);
  }
}
