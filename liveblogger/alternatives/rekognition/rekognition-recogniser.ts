import { PATIENCE, type RecognisableDeck, type RekognitionChoice, type SlideRecogniser } from "../contract.ts";
import { encodeJpeg } from "../jpeg.ts";
import { sameAs, withoutCorners } from "../without-corners.ts";
import { judgeMatches, TELLING_WORDS } from "./assurance.ts";
import { DeckText } from "./deck-text.ts";
import { createClient, detectLines } from "./detect-lines.ts";

/** What Rekognition takes in a request's own bytes. */
const BYTES = 5 * 1024 * 1024;

/** Has Amazon Rekognition read the photograph, and matches what it reads with the deck's text. */
export function rekognitionRecogniser(choice: RekognitionChoice, deck: RecognisableDeck): SlideRecogniser {
  const client = createClient(choice);
  const text = new DeckText(deck.texts);
  const tellable = text.shareWithWords(TELLING_WORDS);
  return {
    async recognise(photograph, memory, stopped) {
      const jpeg = await encodeJpeg(photograph, { bytes: BYTES });
      const lines = await detectLines(client, jpeg, (choice.patience ?? PATIENCE).total, stopped);
      const matches = text.match(lines);
      const verdict = judgeMatches(matches, (slide) => sameAs(deck, slide), tellable);
      return withoutCorners(
        deck,
        verdict,
        matches.map(({ slide, score }) => ({ slide, score })),
        memory,
      );
    },
    close: () => client.destroy(),
  };
}
