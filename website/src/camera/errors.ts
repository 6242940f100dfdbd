/** What a camera can meet, by name. */

/** No photograph is taken from this camera before somebody has seen to it. */
export class Refused extends Error {
  override readonly name = "Refused";
  readonly meaning: "token" | "ended" | "nowhere";
  constructor(meaning: Refused["meaning"], detail: string) {
    super(detail);
    this.meaning = meaning;
  }
}

/** No photograph came of a capture. */
export class CaptureFailed extends Error {
  override readonly name = "CaptureFailed";
  readonly why: "hung" | "died" | "not found" | "too large" | "no whole JPEG";
  constructor(why: CaptureFailed["why"], detail: string) {
    super(detail);
    this.why = why;
  }
}
