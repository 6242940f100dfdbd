import { Command } from "commander";
import type { Terminal } from "../terminal.ts";
import { pushCommand } from "./photo/push.ts";

/** `lectern photo`, with its subcommand. */
export const photoCommand = (terminal: Terminal): Command =>
  new Command("photo").description("photographs, sent by hand").addCommand(pushCommand(terminal));
