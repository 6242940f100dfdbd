/** How sure one photograph must be, and how two make up for what one of them lacks. */

/**
 * One photograph of this assurance is believed alone: in the recogniser's calibration, of a hundred such answers at most three
 * are wrong. Below it, a second photograph has to say the same.
 */
export const CERTAIN = 0.97;

/** … within so many seconds: cameras photograph every few seconds, at least every ten, and one may be missed. */
export const AGREE_SECONDS = 15;
