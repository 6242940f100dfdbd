import type { Random } from "../seeded-random.ts";
import type { MadeDeck } from "./page.ts";
import type { SourceText } from "./source-text.ts";

/** A style: makes its deck of the source text, with randomness that is the style's own. */
export type MakeDeck = (source: SourceText, random: Random) => MadeDeck;
