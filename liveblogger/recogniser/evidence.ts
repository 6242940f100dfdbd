/** What speaks for an answer and against it, before it becomes a probability. Each is near 0 when nothing speaks for it. */
export interface Evidence {
  /** correlation of the answer's template with what the photograph shows there */
  readonly correlation: number;
  /** … less the best of a slide that is another */
  readonly margin: number;
  /** the share of the slide's squares with something on them that the photograph shows likewise */
  readonly agreement: number;
  /** correlation where the answer is unlike the deck's common frame */
  readonly specific: number;
  /** features that agree on where the slide is */
  readonly inliers: number;
}
