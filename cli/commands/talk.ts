import { Command } from "commander";
import type { Terminal } from "../terminal.ts";
import { checkCommand } from "./talk/check.ts";
import { endCommand } from "./talk/end.ts";
import { listCommand } from "./talk/list.ts";
import { newCommand } from "./talk/new.ts";
import { publishCommand } from "./talk/publish.ts";

/** `lectern talk`, with its subcommands. */
export const talkCommand = (terminal: Terminal): Command =>
  new Command("talk")
    .description("a live blog of a talk, written while you speak")
    .addCommand(newCommand(terminal))
    .addCommand(checkCommand(terminal))
    .addCommand(publishCommand(terminal))
    .addCommand(listCommand(terminal))
    .addCommand(endCommand(terminal));
