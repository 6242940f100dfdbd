import { Command } from "commander";
import type { Place } from "../../place.ts";
import { withPlace } from "../../place-options.ts";
import { talkMeant } from "../../talk/talk-meant.ts";
import type { Terminal } from "../../terminal.ts";
import { counted } from "../../times.ts";

const HELP = `
The talk takes no more photographs, its page is built once more with all of its entries, and the owner gets a text with their
count. What was photographed before its end and waits in a camera is taken for a day. Published again, it is open again.

  npx lectern talk end sample
`;

/** `lectern talk end`. */
export const endCommand = ({ result, tell, stopSignal }: Terminal): Command =>
  withPlace(new Command("end"))
    .description("end a talk: no more photographs, and everything is on its page")
    .argument("<talk>", "the talk: its name, folder, or page's address", talkMeant)
    .addHelpText("after", HELP)
    .action(async (talk: string, place: Place) => {
      const stopped = stopSignal();
      const { endTalk } = await import("../../talk/end-talk.ts");
      const ended = await endTalk(talk, { place, tell, stopped });
      const { title, entries, pageUrl } = ended;
      result({ talk, ...ended }, () => [`“${title}” has ended with ${counted(entries, "entry", "entries")}: ${pageUrl}`]);
    });
