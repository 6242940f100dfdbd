/** An item of the `talks` table: what the speaker set, and what `lectern talk publish` made of it. */
export interface TalkItem {
  /** lower-case words with hyphens, at most 40 characters; a part of addresses, keys and execution names */
  readonly talk: string;
  readonly title: string;
  readonly speaker: string;
  /** the day of the talk where it is given: `2026-11-28` */
  readonly date: string;
  /** where it is given, as IANA names it: `Europe/Berlin` */
  readonly timeZone: string;
  /** the assurance that news needs, 0 to 1 */
  readonly threshold: number;
  /** what becomes of photographs that show no slide of the deck */
  readonly unknownPhotos: "ignore" | "post";
  /** which recogniser looks: see ../alternatives */
  readonly recogniser: TalkRecogniser;
  /** SHA-256 of the upload token, in hexadecimal: the token itself is nowhere but with the speaker */
  readonly tokenHash: string;
  readonly deck: TalkDeck;
  /** an ended talk takes no photographs but those that were taken before its end */
  readonly status: "open" | "ended";
  /** when it was ended first, by the server's clock: ISO 8601, UTC; absent of an open talk */
  readonly endedAt?: string;
  /** ISO 8601, UTC */
  readonly publishedAt: string;
}

export interface TalkDeck {
  /** the recogniser's index in the `decks` bucket; its name holds the content's hash, so it never changes */
  readonly key: string;
  readonly slides: number;
}

export type TalkRecogniser =
  | { readonly with: "own" }
  | { readonly with: "rekognition"; readonly region?: string }
  | { readonly with: "ximilar"; readonly task: string; readonly token: string };

/** The assurance that news needs when the talk sets none. */
export const THRESHOLD = 0.8;

/** Whether a talk may be called so: lower-case words with hyphens, at most 40 characters. */
export const isTalkName = (name: string): boolean => name.length <= 40 && /^[a-z0-9]+(-[a-z0-9]+)*$/.test(name);
