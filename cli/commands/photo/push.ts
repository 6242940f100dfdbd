import { Command } from "commander";
import { WrongUse } from "../../errors.ts";
import type { Place } from "../../place.ts";
import { withPlace } from "../../place-options.ts";
import { someFailed } from "../../some-failed.ts";
import { BY_HAND } from "../../talk/talk-cameras.ts";
import { talkMeant } from "../../talk/talk-meant.ts";
import type { Terminal } from "../../terminal.ts";

const HELP = `
Sends photographs as a camera would, one after the other, and says of each which slide was recognised, what was decided, and how
long it took until readers could fetch it. What is larger than 4 MB, or neither JPEG nor PNG, is sent as a JPEG of 1920 pixels.

  LECTERN_TOKEN=… npx lectern photo push photo.jpg
  npx lectern photo push hall/*.jpg --token … --target aws

The token is the one that lectern talk publish showed; it says which talk is meant. Whoever is logged in to this machine can read a
command line, so the environment is the better place for it.
`;

interface Flags extends Place {
  readonly talk?: string;
  readonly token?: string;
  readonly camera: string;
}

/** `lectern photo push`. */
export const pushCommand = ({ result, tell, paint, stopSignal }: Terminal): Command =>
  withPlace(new Command("push"))
    .description("send photographs to a talk, and follow what becomes of them")
    .argument("<file...>", "photographs of the screen")
    .option("--token <token>", "the talk's upload token; without it, LECTERN_TOKEN of the environment")
    .option("--talk <talk>", "the talk; without it, the one whose token it is", talkMeant)
    .option("--camera <name>", "what the camera calls itself", BY_HAND)
    .addHelpText("after", HELP)
    .action(async (files: string[], { talk, token = process.env.LECTERN_TOKEN, camera, ...place }: Flags) => {
      if (!token) throw new WrongUse("Which token? Name it with --token, or put it into the environment as LECTERN_TOKEN.");
      const stopped = stopSignal();
      const [{ pushPhotographs }, { pushedLine, pushedValue }] = await Promise.all([
        import("../../photo/push-photographs.ts"),
        import("../../photo/pushed-line.ts"),
      ]);
      const options = { place, token, camera, tell, stopped, ...(talk !== undefined && { talk }) };
      const errors = await pushPhotographs(files, options, (pushed) =>
        result(pushedValue(pushed), () => [pushedLine(pushed, paint)]),
      );
      if (errors.length > 0)
        throw someFailed(
          errors,
          files.length,
          `${errors.length} of ${files.length} photographs came to nothing: see their lines.`,
        );
    });
