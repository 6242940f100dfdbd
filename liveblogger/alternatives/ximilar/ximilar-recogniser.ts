import type { RecognisableDeck, SlideRecogniser, XimilarChoice } from "../contract.ts";
import { encodeJpeg } from "../jpeg.ts";
import { sameAs, withoutCorners } from "../without-corners.ts";
import { checkChoice, classify } from "./classify.ts";
import { judgeLabels } from "./judge-labels.ts";

/** What Ximilar's own client sends: its networks see no more. */
const SHORTER_SIDE = 600;
const BYTES = 2 * 1024 * 1024;

/** Asks a task of Ximilar's Custom Image Recognition that was trained with the deck. @throws RecogniserMisconfigured */
export function ximilarRecogniser(choice: XimilarChoice, deck: RecognisableDeck): SlideRecogniser {
  checkChoice(choice);
  return {
    async recognise(photograph, memory, stopped) {
      const jpeg = await encodeJpeg(photograph, { shorterSide: SHORTER_SIDE, bytes: BYTES });
      const labels = await classify(choice, jpeg, stopped);
      const { ranking, ...verdict } = judgeLabels(labels, deck.index.slideCount, (slide) => sameAs(deck, slide));
      return withoutCorners(deck, verdict, ranking, memory);
    },
    close() {},
  };
}
