/** An item of the `posts` table, and all that the entry's Markdown file is made of. */
export interface PostItem {
  readonly talk: string;
  /** the entry's name, the anchor of its address and its folder in the `posts` bucket: see keys.ts */
  readonly entry: string;
  /** The traffic cop's version that it was made of: an older one never replaces a newer one. */
  readonly revision: number;
  /** when it was first shown: ISO 8601, UTC */
  readonly time: string;
  /** when the speaker came back to it: ISO 8601, UTC, earliest first */
  readonly returned: readonly string[];
  readonly title: string;
  /** counted from 1; absent for a live update, which shows no slide of the deck */
  readonly slide?: number;
  /** how sure the recogniser was, 0 to 1 */
  readonly assurance: number;
  readonly pictures: PostPictures;
  /** the speaker's notes: Markdown without raw HTML, and the HTML that it stands for */
  readonly notes: { readonly markdown: string; readonly html: string };
}

export interface PostPictures {
  /** about 1280 pixels wide */
  readonly large: Picture;
  /** about 640 pixels wide */
  readonly small: Picture;
}

export interface Picture {
  /** in the `posts` bucket; `/media/<key>` on the site */
  readonly key: string;
  readonly width: number;
  readonly height: number;
}
