import { chooseRecogniser, type SlideRecogniser } from "../../liveblogger/alternatives/index.ts";
import type { CameraMemory } from "../../liveblogger/recogniser/index.ts";
import { createCounter } from "../counter.ts";
import { Stopped, UserError } from "../errors.ts";
import { explainingDecks } from "../explain-deck.ts";
import type { Terminal } from "../terminal.ts";
import { answerLine, errorLine } from "./answer-line.ts";
import { openDeck } from "./open-deck.ts";
import { type RecogniseOptions, recogniserChoice } from "./options.ts";
import { readPhotograph } from "./read-photograph.ts";

/**
 * Writes a line for each photograph as soon as it is known.
 * @throws UserError when there was no answer for some, Stopped
 */
export async function recognisePhotographs(
  photos: readonly string[],
  options: RecogniseOptions,
  { write, tell }: Pick<Terminal, "write" | "tell">,
  stopped: AbortSignal,
): Promise<void> {
  const recogniser = await explainingDecks(async () => {
    const choice = recogniserChoice(options, process.env);
    return chooseRecogniser(choice, await openDeck(options.deck, tell, stopped));
  });
  const count = createCounter(tell, "Recognised");
  let memory: CameraMemory | undefined;
  let failed = 0;
  const after = (done: number): Stopped => new Stopped(`Stopped after ${done} of ${photos.length} photographs.`);
  try {
    for (const [done, photo] of photos.entries()) {
      if (stopped.aborted) throw after(done);
      count(done, photos.length);
      const begun = performance.now();
      try {
        const answer = await recogniseOne(recogniser, photo, memory, stopped);
        if (options.sequence) memory = answer.memory;
        write(answer.line(performance.now() - begun));
      } catch (error) {
        if (stopped.aborted) throw after(done);
        failed++;
        write(errorLine(photo, error, performance.now() - begun));
      }
    }
  } finally {
    recogniser.close();
  }
  if (failed > 0) throw new UserError(`${failed} of ${photos.length} photographs got no answer: see their lines.`);
}

async function recogniseOne(
  recogniser: SlideRecogniser,
  photo: string,
  memory: CameraMemory | undefined,
  stopped: AbortSignal,
): Promise<{ memory: CameraMemory | undefined; line: (ms: number) => string }> {
  const { decoded, scale } = await readPhotograph(photo);
  const found = await recogniser.recognise(decoded, memory, stopped);
  return { memory: found.memory, line: (ms) => answerLine(photo, found, scale, ms) };
}
