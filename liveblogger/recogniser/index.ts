/** Photograph in, slide out: the recogniser's public face. */
export type * from "./contract.ts";
export * from "./errors.ts";
export type { DeckIndex } from "./index-contract.ts";
