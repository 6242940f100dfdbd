import { Command } from "commander";
import type { Terminal } from "../terminal.ts";
import { endCommand } from "./talk/end.ts";
import { publishCommand } from "./talk/publish.ts";

/** `lectern talk`, with its subcommands. */
export const talkCommand = (terminal: Terminal, parsePort: (text: string) => number): Command =>
  new Command("talk")
    .description("a live blog of a talk, written while you speak")
    .addCommand(publishCommand(terminal, parsePort))
    .addCommand(endCommand(terminal, parsePort));
