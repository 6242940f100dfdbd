import type { TalkItem } from "../data/talk-item.ts";

/** What `talk.yml` says, defaults filled in. */
export interface TalkSettings extends Pick<TalkItem, "title" | "speaker" | "date" | "timeZone" | "threshold" | "unknownPhotos"> {
  /** who looks; a token is no part of the file, which others may read */
  readonly recogniser:
    | { readonly with: "own" }
    | { readonly with: "rekognition"; readonly region?: string }
    | { readonly with: "ximilar"; readonly task: string };
  /** the deck's file or folder, when the talk's folder holds several */
  readonly deck?: string;
}

/** A talk as its folder has it, checked. */
export interface Talk {
  /** the folder's name */
  readonly talk: string;
  readonly settings: TalkSettings;
  /** the deck's path, for `importDeck` */
  readonly deck: string;
  /** how many pages it has */
  readonly slides: number;
  /** the speaker's notes in Markdown, by the slide's number; of slides that have a file */
  readonly notes: ReadonlyMap<number, string>;
}
