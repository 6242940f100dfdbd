import { Command } from "commander";
import type { Place } from "../../place.ts";
import { withPlace } from "../../place-options.ts";
import type { Terminal } from "../../terminal.ts";

const HELP = `
The talk takes no more photographs, its page is built once more with all of its entries, and the owner gets a text with their
count. Published again, it is open again.

  npx lectern talk end sample
`;

/** `lectern talk end`. */
export const endCommand = ({ write, tell, stopSignal }: Terminal, parsePort: (text: string) => number): Command =>
  withPlace(new Command("end"), parsePort)
    .description("end a talk: no more photographs, and everything is on its page")
    .argument("<talk>", "the talk's name, as in its address")
    .addHelpText("after", HELP)
    .action(async (talk: string, place: Place) => {
      const stopped = stopSignal();
      const { endTalk } = await import("../../talk/end-talk.ts");
      const { title, entries, pageUrl } = await endTalk(talk, { place, tell, stopped });
      write(`“${title}” has ended with ${entries === 1 ? "1 entry" : `${entries} entries`}: ${pageUrl}`);
    });
