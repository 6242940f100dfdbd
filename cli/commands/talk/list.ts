import { Command } from "commander";
import type { Place } from "../../place.ts";
import { withPlace } from "../../place-options.ts";
import type { Terminal } from "../../terminal.ts";

/** `lectern talk list`. */
export const listCommand = ({ json, result, write, paint, wait }: Terminal): Command =>
  withPlace(new Command("list"))
    .description("the published talks: open or ended, their slides and entries, and when the last photograph was taken")
    .action(async (place: Place) => {
      const [{ listTalks }, { talkTable }] = await Promise.all([
        import("../../talk/list-talks.ts"),
        import("../../talk/talk-table.ts"),
      ]);
      const talks = await wait("Looking for talks", () => listTalks(place));
      if (json) for (const talk of talks) result(talk, () => []);
      else if (talks.length === 0) write("No talk is published here: lectern talk publish <folder> publishes one.");
      else for (const line of talkTable(talks, paint, Date.now())) write(line);
    });
