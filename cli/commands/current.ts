import { Command } from "commander";
import { wholeNumber } from "../parse-numbers.ts";
import type { Place } from "../place.ts";
import { withPlace } from "../place-options.ts";
import { talkMeant } from "../talk/talk-meant.ts";
import type { Terminal } from "../terminal.ts";
import { ago } from "../times.ts";

const HELP = `
What is set counts as a photograph that is certain, taken now: the slide's entry says that the speaker came back to it, and a slide
without an entry gets it with the next photograph of it. To take everything back: lectern talk publish <folder> --fresh.

  npx lectern current get sample
  npx lectern current set sample 12
`;

const SAID = {
  returned: "Its entry says that the speaker came back to it; the site's next build takes it up.",
  known: "Nothing else changes: it was on the screen already, or is back within seconds.",
  awaited: "It has no entry yet: the next photograph of it makes one.",
} as const;

/** `lectern current`, with its subcommands. */
export function currentCommand({ result, wait }: Terminal): Command {
  const current = new Command("current").description("the slide that is on the screen").addHelpText("after", HELP);
  withPlace(current.command("get"))
    .argument("<talk>", "the talk: its name, folder, or page's address", talkMeant)
    .description("the slide that a talk's cameras saw last")
    .action(async (talk: string, place: Place) => {
      const { getSlide } = await import("../current/get-slide.ts");
      const current = await wait(`Asking what ${talk} shows`, () => getSlide(talk, place));
      const { slide, title, time } = current;
      result(current, () => [
        slide === null
          ? `No slide of ${talk} has been seen yet.`
          : `Slide ${slide}${title ? ` “${title}”` : ""}, seen ${ago(time ?? 0, Date.now())}.`,
      ]);
    });
  withPlace(current.command("set"))
    .argument("<talk>", "the talk: its name, folder, or page's address", talkMeant)
    .argument("<slide>", "the slide's number", wholeNumber)
    .description("say which slide is on the screen, where no camera sees it")
    .action(async (talk: string, slide: number, place: Place) => {
      const { setSlide } = await import("../current/set-slide.ts");
      const set = await wait(`Telling ${talk}`, () => setSlide(talk, slide, place));
      result(set, () => [`Slide ${slide} of ${talk} is on the screen. ${SAID[set.entry]}`]);
    });
  return current;
}
