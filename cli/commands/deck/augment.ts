import { Command, Option } from "commander";
import type { AugmentOptions } from "../../augment/augment-deck.ts";
import { wholeNumber } from "../../parse-numbers.ts";
import type { Terminal } from "../../terminal.ts";

const HELP = `
Makes photographs as a camera in a room would take them, from the side, in bad light, with heads in the way, and beside them
truth.json: which slide each shows, where, and what it was taken with. The same seed gives the same photographs.

  npx lectern deck augment talk.pdf --out photographs --per-slide 3 --seed 7
  npx lectern deck augment talk --out hard --per-slide 1 --level hard --negatives 20 --other another-talk.pdf
`;

const LEVELS = ["easy", "medium", "hard"];

/** `lectern deck augment`. */
export const augmentCommand = (terminal: Terminal): Command =>
  new Command("augment")
    .description("make photographs of a deck, and of what is no deck, whose truth is known")
    .argument("<deck>", "a .pdf, a folder of pictures, or what lectern deck import made")
    .requiredOption("--out <folder>", "where they are put; it has to be empty")
    .addOption(new Option("--per-slide <number>", "photographs of each slide").default(1).argParser(wholeNumber))
    .addOption(new Option("--negatives <number>", "photographs without any of the slides").default(0).argParser(wholeNumber))
    .option("--seed <seed>", "a number or word that all chance follows from", "1")
    .addOption(new Option("--level <level...>", "how difficult; several take turns").choices(LEVELS).default(LEVELS))
    .addOption(
      new Option("--set <set>", "rooms and ranges: those to calibrate with, or to report on")
        .choices(["calibration", "report"])
        .default("report"),
    )
    .option("--other <deck>", "another deck, whose slides some negatives show")
    .addHelpText("after", HELP)
    .action(async (deck: string, options: AugmentOptions) => {
      const { augmentDeck } = await import("../../augment/augment-deck.ts");
      await augmentDeck(deck, options, terminal);
    });
