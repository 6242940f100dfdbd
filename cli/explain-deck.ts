import * as serviceErrors from "../liveblogger/alternatives/errors.ts";
import * as deckErrors from "../liveblogger/deck/errors.ts";
import * as folderErrors from "../liveblogger/imported-deck/errors.ts";
import * as recogniserErrors from "../liveblogger/recogniser/errors.ts";
import { NotFound, UserError } from "./errors.ts";

const FOR_PEOPLE = [deckErrors, folderErrors, recogniserErrors, serviceErrors].flatMap((kinds) => Object.values(kinds));

/** Runs `work`; what is wrong with a deck, or with whom the deck's slides are asked of, is thrown as a UserError. */
export async function explainingDecks<Result>(work: () => Promise<Result>): Promise<Result> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof Error) || !FOR_PEOPLE.some((kind) => error instanceof kind)) throw error;
    const Kind = error instanceof deckErrors.DeckNotFound ? NotFound : UserError;
    throw new Kind(`${error.name}: ${error.message}`, { cause: error });
  }
}
