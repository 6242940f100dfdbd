import { Command } from "commander";
import type { Place } from "../place.ts";
import { withPlace } from "../place-options.ts";
import type { Terminal } from "../terminal.ts";
import { counted } from "../times.ts";

const HELP = `
That is for slides to come. What was posted, the slides themselves and talk.yml are brought up to date by lectern talk publish.

  npx lectern notes push talks/sample
`;

/** `lectern notes`, with its subcommand. */
export const notesCommand = ({ result, wait }: Terminal): Command =>
  new Command("notes").description("the speaker's notes").addCommand(
    withPlace(new Command("push"))
      .description("bring the notes of a published talk up to date, and nothing else")
      .argument("<talk>", "the talk's folder, or its name when it lies in talks/")
      .addHelpText("after", HELP)
      .action(async (talk: string, place: Place) => {
        const [{ pushNotes }, { talkFolder }] = await Promise.all([
          import("../notes/push-notes.ts"),
          import("../talk/talk-folder.ts"),
        ]);
        const pushed = await wait("Comparing the notes", () => pushNotes(talkFolder(talk), place));
        const { changed, slides } = pushed;
        result(pushed, () => [
          changed.length === 0
            ? `The notes of all ${slides} slides were up to date.`
            : `${counted(changed.length, "slide")} of ${slides} ${changed.length === 1 ? "has" : "have"} new notes: ${listed(changed)}.`,
        ]);
      }),
  );

const listed = (slides: readonly number[]): string => new Intl.ListFormat("en").format(slides.map(String));
