/** An item of the `slides` table: a page of the talk's deck. */
export interface SlideItem {
  readonly talk: string;
  /** counted from 1 */
  readonly slide: number;
  readonly title: string;
  /** all that can be read on it */
  readonly text: string;
  /** the speaker's notes, in Markdown; empty when there are none */
  readonly notes: string;
}
