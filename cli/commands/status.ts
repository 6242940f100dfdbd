import { Command } from "commander";
import type { Place } from "../place.ts";
import { withPlace } from "../place-options.ts";
import type { Terminal } from "../terminal.ts";

/** `lectern status`. */
export const statusCommand = ({ result, paint, wait }: Terminal): Command =>
  withPlace(new Command("status"))
    .description("how it is getting on: the site and its builds, the talks, and what failed")
    .action(async (place: Place) => {
      const [{ readStatus }, { statusLines }] = await Promise.all([
        import("../status/read-status.ts"),
        import("../status/status-lines.ts"),
      ]);
      const status = await wait("Asking how it is getting on", () => readStatus(place));
      result(status, () => statusLines(status, paint, Date.now()));
    });
