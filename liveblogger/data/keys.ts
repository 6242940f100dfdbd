/** Names that follow from what they name, so that whatever is done twice is the same thing. */

/** A photograph's name in the `photos` bucket says when it was taken, and its content. */
export interface PhotoName {
  readonly talk: string;
  /** milliseconds since the epoch, by the server's clock */
  readonly takenAt: number;
  /** the first twelve hexadecimal digits of its SHA-256 */
  readonly hash: string;
  readonly kind: "jpg" | "png";
}

/** `<talk>/<ms>-<hash>.jpg` */
export const photoKey = ({ talk, takenAt, hash, kind }: PhotoName): string => `${talk}/${takenAt}-${hash}.${kind}`;

/** Takes a photograph's key apart; undefined when it is none. */
export function photoOf(key: string): PhotoName | undefined {
  const [, talk, ms, hash, kind] = /^([a-z0-9-]{1,40})\/(\d{13})-([0-9a-f]{12})\.(jpg|png)$/.exec(key) ?? [];
  return talk && ms && hash && kind ? { talk, takenAt: Number(ms), hash, kind: kind as "jpg" | "png" } : undefined;
}

/** The recogniser's index in the `decks` bucket. @param hash the first twelve hexadecimal digits of its SHA-256 */
export const indexKey = (talk: string, hash: string): string => `${talk}/${hash}.index`;

/** The entry of a slide: `slide-012`. */
export const slideEntry = (slide: number): string => `slide-${String(slide).padStart(3, "0")}`;

/** A live update's entry, by its photograph. */
export const updateEntry = ({ takenAt, hash }: Pick<PhotoName, "takenAt" | "hash">): string => `update-${takenAt}-${hash}`;

/** The entry's Markdown file in the `posts` bucket. */
export const postKey = (talk: string, entry: string): string => `${talk}/${entry}/index.md`;

/** A picture beside it. Its name holds the photograph's hash: what is at an address never changes. */
export const pictureKey = (talk: string, entry: string, photo: string, size: "large" | "small"): string =>
  `${talk}/${entry}/${photo}-${size}.jpg`;

/** What makes the talk's page before its first entry, in the `posts` bucket. */
export const talkKey = (talk: string): string => `${talk}/talk.json`;

/** Where the site shows a key of the `posts` bucket. */
export const mediaPath = (key: string): string => `/media/${key}`;

/** The entry's address on the site. */
export const entryPath = (talk: string, entry: string): string => `/live/${talk}/#${entry}`;
