import type { DeckIndex } from "../recogniser/index.ts";
import type { RecognisableDeck, RecogniserChoice, SlideRecogniser } from "./contract.ts";

/**
 * The recogniser that a talk chose, for its deck. Only what it needs is loaded.
 * @throws RecogniserMisconfigured
 */
export async function chooseRecogniser(
  choice: RecogniserChoice,
  deck: RecognisableDeck & { readonly index: DeckIndex },
): Promise<SlideRecogniser> {
  switch (choice.with) {
    case "own": {
      const { ownRecogniser } = await import("./own.ts");
      return ownRecogniser(deck.index);
    }
    case "rekognition": {
      const { rekognitionRecogniser } = await import("./rekognition/rekognition-recogniser.ts");
      return rekognitionRecogniser(choice, deck);
    }
    case "ximilar": {
      const { ximilarRecogniser } = await import("./ximilar/ximilar-recogniser.ts");
      return ximilarRecogniser(choice, deck);
    }
  }
}
