/** An item of the `slides` table: a page of the talk's deck. */
export interface SlideItem {
  readonly talk: string;
  /** counted from 1 */
  readonly slide: number;
  /** the deck that it is a page of, as `TalkDeck.key`: while a talk gets another deck, slides of both are there */
  readonly deck: string;
  readonly title: string;
  /** all that can be read on it */
  readonly text: string;
  /** the speaker's notes, in Markdown; empty when there are none */
  readonly notes: string;
}
