/** A text is larger than its place on the slide: shorten it. */
export class TextDoesNotFit extends Error {
  override readonly name = "TextDoesNotFit";
}

/** slides.yml has a field or a kind that nothing draws, or lacks one. */
export class SlidesInvalid extends Error {
  override readonly name = "SlidesInvalid";
}
