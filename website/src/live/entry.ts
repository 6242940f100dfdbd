import type { Notes } from "./notes.ts";

/** What a talk's page shows of a slide, whether it was built with it or came by the feed. */
export interface Entry {
  /** `slide-012`: the anchor on the page, the same in the build and in the feed. */
  readonly name: string;
  readonly title: string;
  /** When it was first shown: ISO 8601. */
  readonly time: string;
  /** When the speaker came back to it, earliest first: ISO 8601. */
  readonly returned: readonly string[];
  /** Counted from 1; null for a picture of something else than a slide of the deck. */
  readonly slide: number | null;
  /** How sure the recogniser was, 0 to 1; null when it isn't known. */
  readonly assurance: number | null;
  readonly pictures: Pictures | null;
  readonly notes: Notes;
}

export interface Pictures {
  readonly large: Picture;
  /** Absent where only one size is known. */
  readonly small?: Picture;
}

export interface Picture {
  /** An address of this site, from its root. */
  readonly src: string;
  /** In pixels; absent where it isn't known. */
  readonly width?: number;
  readonly height?: number;
}

/** The last time that the slide came on. */
export const lastShown = ({ time, returned }: Pick<Entry, "time" | "returned">): number =>
  Math.max(...[time, ...returned].map((moment) => Date.parse(moment)));
