import { Command } from "commander";
import { UserError } from "../errors.ts";
import { isLocal, type Place } from "../place.ts";
import { withPlace } from "../place-options.ts";
import type { Terminal } from "../terminal.ts";

const HELP = `
✔ is there; ! is for something that you may want besides; ✖ is needed, and then the status is 1. → is the command that mends it.

  npx lectern doctor                  what npm start, the tests and the builds need of this machine
  npx lectern doctor --target aws     what a deployment needs of your AWS account and region
`;

/** `lectern doctor`. */
export const doctorCommand = ({ json, result, write, paint, wait }: Terminal): Command =>
  withPlace(new Command("doctor"))
    .description("what is missing on this machine, or in your AWS account, and the command that mends it")
    .addHelpText("after", HELP)
    .action(async (place: Place) => {
      const [{ findingsOf }, { findingLines, verdict }] = await Promise.all([
        import("../doctor/finding.ts"),
        import("../doctor/finding-lines.ts"),
      ]);
      const checks = isLocal(place)
        ? (await import("../doctor/on-this-machine.ts")).checksHere(place)
        : (await import("../doctor/on-aws.ts")).checksOnAws(place);
      const findings = await wait("Looking around", () => findingsOf(checks));
      if (json) for (const finding of findings) result(finding, () => []);
      else for (const line of [...findingLines(findings, paint), ""]) write(line);
      if (findings.some(({ state }) => state === "missing")) throw new UserError(verdict(findings));
      if (!json) write(verdict(findings));
    });
