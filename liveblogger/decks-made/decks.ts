import { seededRandom } from "../seeded-random.ts";
import { registerFonts } from "./fonts.ts";
import type { MakeDeck } from "./make-deck.ts";
import type { MadeDeck } from "./page.ts";
import { readSourceText } from "./source-text.ts";
import { bullets } from "./styles/bullets.ts";
import { code } from "./styles/code.ts";
import { dark } from "./styles/dark.ts";
import { diagrams } from "./styles/diagrams.ts";
import { fewWords } from "./styles/few-words.ts";
import { handwritten } from "./styles/handwritten.ts";
import { lecture } from "./styles/lecture.ts";
import { overlays } from "./styles/overlays.ts";
import { pictures } from "./styles/pictures.ts";
import { scripts } from "./styles/scripts.ts";
import { template } from "./styles/template.ts";

const STYLES: readonly MakeDeck[] = [
  bullets,
  code,
  dark,
  diagrams,
  fewWords,
  handwritten,
  lecture,
  overlays,
  pictures,
  scripts,
  template,
];

/** All decks, in the same order each time; pages are drawn when they are asked for. */
export function makeDecks(): MadeDeck[] {
  registerFonts();
  const source = readSourceText();
  return STYLES.map((make) => make(source, seededRandom(make.name)));
}
