/** How sure one photograph must be, and how two make up for what one of them lacks. */

/** Fitted with the recogniser's assurance: one photograph of so much is believed alone; below it, a second one has to say the same. */
// From where it is, not from the recogniser's face: a function that recognises nothing would carry all of it.
export { CERTAIN } from "../recogniser/assurance.ts";

/** … within so many seconds: cameras photograph every few seconds, at least every ten, and one may be missed. */
export const AGREE_SECONDS = 15;
