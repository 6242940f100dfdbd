import { Command } from "commander";
import type { NewTalk } from "../../talk/new-talk.ts";
import type { Terminal } from "../../terminal.ts";
import { counted } from "../../times.ts";

const HELP = `
The folder's name becomes the talk's, and part of its address: lower-case words with hyphens. What talk.yml begins with is a guess:
the first slide's title, your name as git knows it, today, and this machine's time zone.

  npx lectern talk new talks/moon --deck ~/Downloads/moon.pdf
`;

/** `lectern talk new`. */
export const newCommand = ({ result, wait }: Terminal): Command =>
  new Command("new")
    .description("make a talk's folder: talk.yml, the deck, and a file for each slide's notes")
    .argument("<folder>", "the folder, which must not be there yet")
    .option("--deck <deck>", "a .pdf, a .pptx with its export beside it, or a folder of pictures; it is copied")
    .addHelpText("after", HELP)
    .action(async (folder: string, { deck }: { deck?: string }) => {
      const { newTalk } = await import("../../talk/new-talk.ts");
      const made = await wait(`Making ${folder}`, () => newTalk(folder, deck));
      result(made, () => linesOf(made));
    });

function linesOf({ folder, title, speaker, date, timeZone, slides, notes }: NewTalk): string[] {
  return [
    `“${title}” by ${speaker}, ${date} (${timeZone}): ${folder}${slides === undefined ? "" : `, ${counted(slides, "slide")}`}`,
    "",
    `  ${folder}/talk.yml  is that right?`,
    ...(slides === undefined
      ? [`  ${folder}/          put the deck here: a .pdf, a .pptx with its .pdf, or pictures in deck/`]
      : []),
    ...(notes.length === 0
      ? []
      : [`  ${folder}/notes/    ${notes[0]} to ${notes.at(-1)}: write into a slide's file what readers shall see beside it`]),
    "",
    `Next: npx lectern talk check ${folder}`,
    `Then: npx lectern talk publish ${folder}`,
  ];
}
