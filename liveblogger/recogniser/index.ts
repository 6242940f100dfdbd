/** Photograph in, slide out: the recogniser's public face. */
export { CERTAIN } from "./assurance.ts";
export type * from "./contract.ts";
export { decodePhotograph } from "./decode-photograph.ts";
export * from "./errors.ts";
export { type Found, gatherEvidence } from "./find-slide.ts";
export type { DeckIndex } from "./index-contract.ts";
export { loadIndex } from "./index-file.ts";
export { judge, recognise } from "./recognise.ts";
export { type StraightenedSize, straighten } from "./straighten.ts";
