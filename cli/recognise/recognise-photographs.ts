import { chooseRecogniser } from "../../liveblogger/alternatives/index.ts";
import { explainingDecks } from "../explain-deck.ts";
import { someFailed } from "../some-failed.ts";
import type { Terminal } from "../terminal.ts";
import { openDeck } from "./open-deck.ts";
import { type RecogniseOptions, recogniserChoice } from "./options.ts";
import { recogniseEach } from "./recognise-each.ts";

/** Opens the deck and has the photographs recognised. @throws UserError when there was no answer for some, Stopped */
export async function recognisePhotographs(
  photos: readonly string[],
  options: RecogniseOptions,
  terminal: Pick<Terminal, "write" | "tell">,
  stopped: AbortSignal,
): Promise<void> {
  const recogniser = await explainingDecks(async () => {
    const choice = recogniserChoice(options, process.env);
    return chooseRecogniser(choice, await openDeck(options.deck, terminal.tell, stopped));
  });
  try {
    const errors = await recogniseEach(photos, { recogniser, sequence: options.sequence ?? false, stopped }, terminal);
    if (errors.length > 0)
      throw someFailed(errors, photos.length, `${errors.length} of ${photos.length} photographs got no answer: see their lines.`);
  } finally {
    recogniser.close();
  }
}
