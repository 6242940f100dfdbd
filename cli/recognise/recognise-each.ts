import type { SlideRecogniser } from "../../liveblogger/alternatives/index.ts";
import type { CameraMemory } from "../../liveblogger/recogniser/index.ts";
import { createCounter } from "../counter.ts";
import { Stopped } from "../errors.ts";
import type { Terminal } from "../terminal.ts";
import { answerLine, errorLine } from "./answer-line.ts";
import { readPhotograph } from "./read-photograph.ts";

interface Look {
  readonly recogniser: SlideRecogniser;
  /** each photograph's memory goes to the next; otherwise each is judged alone */
  readonly sequence: boolean;
  readonly stopped: AbortSignal;
}

/** Writes a line for each photograph as soon as it is known. Gives why others got no answer. @throws Stopped */
export async function recogniseEach(
  photos: readonly string[],
  { recogniser, sequence, stopped }: Look,
  { write, tell }: Pick<Terminal, "write" | "tell">,
): Promise<unknown[]> {
  const count = createCounter(tell, "Recognised");
  const after = (done: number): Stopped => new Stopped(`Stopped after ${done} of ${photos.length} photographs.`);
  let memory: CameraMemory | undefined;
  const errors: unknown[] = [];
  for (const [done, photo] of photos.entries()) {
    if (stopped.aborted) throw after(done);
    count(done, photos.length);
    const begun = performance.now();
    try {
      const { decoded, scale } = await readPhotograph(photo);
      const found = await recogniser.recognise(decoded, memory, stopped);
      if (sequence) memory = found.memory;
      write(answerLine(photo, found, scale, performance.now() - begun));
    } catch (error) {
      if (stopped.aborted) throw after(done);
      errors.push(error);
      write(errorLine(photo, error, performance.now() - begun));
    }
  }
  return errors;
}
