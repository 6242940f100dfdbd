/** A deck after its import, as a folder. */
export type { DeckFile, ImportedDeck, ImportedPage } from "./contract.ts";
export * from "./errors.ts";
export { damaged, isImportedDeck, readImportedDeck, readPicture, wasImportedDeck } from "./read-imported-deck.ts";
export { checkFolder, writeImportedDeck } from "./write-imported-deck.ts";
