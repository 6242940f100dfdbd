import type { CameraMemory, DeckIndex, DecodedPhotograph, Recognition } from "../recogniser/index.ts";

/** Says which slide of one deck is on a photograph. */
export interface SlideRecogniser {
  /**
   * @param memory what this camera's last recognition gave
   * @param stopped ends the waiting for a service; the promise then rejects with the signal's reason
   * @throws RecogniserServiceError for whatever a service does not give an answer to
   */
  recognise(photograph: DecodedPhotograph, memory?: CameraMemory, stopped?: AbortSignal): Promise<Recognition>;
  /** Lets connections go. */
  close(): void;
}

/** What recognisers know of a deck. */
export interface RecognisableDeck {
  readonly index: Pick<DeckIndex, "slideCount" | "indistinguishable">;
  /** each page's text, in order */
  readonly texts: readonly string[];
}

/** How long a service may take, in milliseconds. */
export interface Patience {
  /** for one try */
  readonly attempt: number;
  /** for all tries and the pauses between them */
  readonly total: number;
}

export const PATIENCE: Patience = { attempt: 10_000, total: 30_000 };

/** How often a service is asked for one photograph, at most. */
export const ATTEMPTS = 4;

export interface RekognitionChoice {
  readonly with: "rekognition";
  /** otherwise as the AWS settings say */
  readonly region?: string;
  readonly patience?: Patience;
}

export interface XimilarChoice {
  readonly with: "ximilar";
  /** the recognition task that was trained with the deck */
  readonly task: string;
  readonly token: string;
  /** otherwise Ximilar's own */
  readonly url?: string;
  readonly patience?: Patience;
}

/** A talk's choice. */
export type RecogniserChoice = { readonly with: "own" } | RekognitionChoice | XimilarChoice;
