import type { CameraMemory } from "../recogniser/index.ts";

/** An item of the `cameras` table: what a camera last saw. Only a later photograph changes it. */
export interface CameraItem {
  readonly talk: string;
  /** as the camera names itself (`Camera-Id`) */
  readonly camera: string;
  /** when that photograph was taken: ISO 8601, UTC */
  readonly lastSeen: string;
  /** the recogniser's memory, handed to its next call */
  readonly memory?: CameraMemory;
  /** a thumbnail's brightnesses, to tell whether the scene stood still */
  readonly scene?: string;
  /** whether the scene stood still then: a task that is run again answers the same */
  readonly still?: boolean;
  /** what was recognised in that photograph, for whoever holds the camera */
  readonly answer?: CameraAnswer;
}

export interface CameraAnswer {
  /** null: no slide of the deck */
  readonly slide: number | null;
  readonly assurance: number;
  /** `assured`: news may be made of it; `unsure`: a slide, but maybe another; `none`: no slide of the deck */
  readonly outcome: "assured" | "unsure" | "none";
  /** the slide's corners, clockwise from its top left one, as parts of the photograph's width and height */
  readonly corners?: readonly { readonly x: number; readonly y: number }[];
}
