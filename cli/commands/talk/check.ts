import { Command, Option } from "commander";
import { UserError } from "../../errors.ts";
import { wholeNumber } from "../../parse-numbers.ts";
import type { Terminal } from "../../terminal.ts";

const HELP = `
Reads talk.yml, the deck and the notes, then photographs every slide in made-up rooms, from the front row to the last one, and has
each photograph recognised: that says how well a slide will be known, and which two could be confused. Nothing is published.

  npx lectern talk check talks/sample
  npx lectern talk check talks/sample --per-slide 6 --within 300

The same seed takes the same photographs. The status is 1 when the talk can't be published as it is, or is not ready.
`;

interface Flags {
  readonly perSlide: number;
  readonly seed: string;
  readonly within: number;
}

/** `lectern talk check`. */
export const checkCommand = ({ result, tell, paint, stopSignal }: Terminal): Command =>
  new Command("check")
    .description("rehearse a talk: how well each slide will be recognised, and what is wrong or missing")
    .argument("<folder>", "the talk's folder, or its name when it lies in talks/")
    .addOption(new Option("--per-slide <number>", "photographs of each slide").default(3).argParser(wholeNumber))
    .addOption(new Option("--within <seconds>", "no longer than this").default(120).argParser(wholeNumber))
    .option("--seed <seed>", "a number or word that all chance follows from", "1")
    .addHelpText("after", HELP)
    .action(async (folder: string, { perSlide, seed, within }: Flags) => {
      const stopped = stopSignal();
      const [{ checkTalk }, { talkFolder }, { reportLines }] = await Promise.all([
        import("../../check/check-talk.ts"),
        import("../../talk/talk-folder.ts"),
        import("../../check/report-lines.ts"),
      ]);
      const report = await checkTalk(talkFolder(folder), { perSlide, seed, within, tell, stopped });
      if ("problems" in report) {
        result({ verdict: "not ready", problems: report.problems }, () => [report.message, ""]);
        throw new UserError("Not ready: what is told above has to be mended before the talk can be published.");
      }
      result(report, () => reportLines(report, paint));
      if (report.verdict === "not ready") throw new UserError(`${report.weak.length} slides are recognised too seldom.`);
    });
