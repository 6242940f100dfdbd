/** Completion in shells: `lectern complete bash` prints what a shell needs, which then asks `lectern complete -- …`. */
import tab from "@bomb.sh/tab/commander";
import type { Command } from "commander";

/** Adds the command to a tree that is whole: what comes later is not completed. */
export function withCompletion(program: Command): Command {
  tab(program);
  program.commands
    .find((command) => command.name() === "complete")
    ?.description("what a shell needs to complete lectern: source <(lectern complete bash); also zsh, fish, powershell");
  return program;
}
