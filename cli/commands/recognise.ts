import { Command, Option } from "commander";
import type { RecogniseOptions } from "../recognise/options.ts";
import type { Terminal } from "../terminal.ts";

const HELP = `
Prints one line of JSON for each photograph, in the order given:

  {"photo":"a.jpg","slide":12,"assurance":0.98,"corners":[{"x":210.5,"y":99},…],"runnerUp":{"slide":11,"score":0.4},"ms":85}

slide      counted from 1; null when none of the deck's slides is shown
assurance  the probability that the answer is right
corners    the slide's corners in the upright photograph, in pixels: top left, top right, bottom right, bottom left
runnerUp   the next best slide
ms         how long it took, reading and decoding included
indistinguishable   only where there are any: the other slides that look the same

A photograph that can't be read says so, with an assurance of 0; the others go on, and the status is 1 at the end:

  {"photo":"b.jpg","slide":null,"assurance":0,…,"error":{"name":"PhotographUnreadable","message":"…"}}

--with rekognition   asks Amazon Rekognition, with your AWS credentials and region
--with ximilar       asks a task of Ximilar that was trained with the deck: XIMILAR_TOKEN and XIMILAR_TASK in the environment
`;

/** `lectern recognise`. */
export const recogniseCommand = (terminal: Terminal): Command =>
  new Command("recognise")
    .description("say which slide is on a photograph")
    .argument("<photo...>", "photographs of the screen")
    .requiredOption("--deck <deck>", "a .pdf, a folder of pictures, or what lectern deck import made")
    .option("--sequence", "the photographs are one camera's, in their order: each helps with the next")
    .addOption(new Option("--with <recogniser>", "who looks").choices(["own", "rekognition", "ximilar"]).default("own"))
    .option("--region <region>", "Rekognition's AWS region; without it, the one your AWS settings name")
    .addHelpText("after", HELP)
    .action(async (photos: string[], options: RecogniseOptions) => {
      const stopped = terminal.stopSignal();
      const { recognisePhotographs } = await import("../recognise/recognise-photographs.ts");
      await recognisePhotographs(photos, options, terminal, stopped);
    });
