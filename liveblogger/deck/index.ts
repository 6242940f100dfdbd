/** A deck in, its pages and the recogniser's index out. */
export { writeIndex } from "../recogniser/index-file.ts";
export type * from "./contract.ts";
export { countPages } from "./count-pages.ts";
export * from "./errors.ts";
export { importDeck } from "./import-deck.ts";
export { buildIndex } from "./index-builder.ts";
export { openDeck } from "./open-deck.ts";
