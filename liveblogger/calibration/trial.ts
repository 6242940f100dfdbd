import type { Level, NegativeKind, PhotographSet } from "../augment/index.ts";
import type { Found } from "../recogniser/index.ts";

/** A deck that has been indexed, for whoever photographs it. */
export interface PreparedDeck {
  readonly name: string;
  /** the index's file */
  readonly index: string;
  readonly pageCount: number;
  /** for each page: those that no photograph can tell from it, all counted from 1 */
  readonly same: readonly (readonly number[])[];
  /** for each page: whether another one is nearly it, but can be told from it */
  readonly twin: readonly boolean[];
  /** the deck's first half as a deck of its own, with the same template and author: pages of the other half are none of its slides */
  readonly half: {
    readonly index: string;
    /** pages of the other half that differ clearly from each page of the first, counted from 1 in the whole deck */
    readonly strangers: readonly number[];
  };
}

/** A photograph to be taken and looked at with a deck's index. */
export interface Trial {
  readonly deck: string;
  readonly set: PhotographSet;
  readonly level: Level;
  readonly seed: string;
  /** the page that is on the screen, counted from 1; or what is there instead */
  readonly shows: number | NegativeKind;
  /** whose page is on the screen when it is another deck's */
  readonly otherDeck?: string;
}

export interface Observation {
  readonly trial: Trial;
  readonly found: Found;
  /** the slide found is on the screen */
  readonly right: boolean;
  /** no slide of the deck is */
  readonly none: boolean;
  /** looked at with the index of the deck's first half alone, which does not have the page that is shown */
  readonly half: boolean;
}
