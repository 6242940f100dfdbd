import type { RecognisableDeck } from "../../../../liveblogger/alternatives/index.ts";
import type { CameraMemory, DecodedPhotograph } from "../../../../liveblogger/recogniser/index.ts";

/** Slides 4 and 5 look the same; 3 has no text. */
export const TEXTS = [
  "Lectern\nA website that publishes itself\nKraków, November 2026",
  "Why queues\nLectern conference\nThey absorb bursts\nThey decouple producers from consumers",
  "",
  "Questions and answers\nLectern conference\nThank you for listening today",
  "Questions and answers\nLectern conference\nThank you for listening today",
  "Step Functions\nLectern conference\nA state machine remembers where it was\nRetries wait longer each time",
];

export const DECK: RecognisableDeck = {
  texts: TEXTS,
  index: { slideCount: TEXTS.length, indistinguishable: [[], [], [], [4], [3], []] },
};

export const PHOTOGRAPH: DecodedPhotograph = { width: 320, height: 240, data: new Uint8Array(320 * 240 * 3).fill(128) };

const corner = { x: 1, y: 1 };
export const MEMORY: CameraMemory = {
  version: 1,
  width: 320,
  height: 240,
  corners: [corner, corner, corner, corner],
  slide: 2,
  deck: "0123",
  missed: 1,
};
