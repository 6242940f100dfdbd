import { type DeckIndex, recognise } from "../recogniser/index.ts";
import type { SlideRecogniser } from "./contract.ts";

/** Our own recogniser, in this process. */
export const ownRecogniser = (index: DeckIndex): SlideRecogniser => ({
  recognise: async (photograph, memory) => recognise(photograph, index, memory),
  close() {},
});
