import { Command } from "commander";
import type { Terminal } from "../terminal.ts";
import { augmentCommand } from "./deck/augment.ts";
import { importCommand } from "./deck/import.ts";

/** `lectern deck`, with its subcommands. */
export const deckCommand = (terminal: Terminal): Command =>
  new Command("deck").description("a talk's slides").addCommand(importCommand(terminal)).addCommand(augmentCommand(terminal));
