/** What can be wrong with what the recogniser is given, by name. */
abstract class RecogniserError extends Error {
  abstract override readonly name: string;
}

/** The bytes are no picture that can be decoded: another kind of file, cut off, or broken. */
export class PhotographUnreadable extends RecogniserError {
  override readonly name = "PhotographUnreadable";
}

/** The picture has more pixels, or the file more bytes, than may be decoded. */
export class PhotographTooLarge extends RecogniserError {
  override readonly name = "PhotographTooLarge";
}

/** The picture is too small for anything on it to be recognised. */
export class PhotographTooSmall extends RecogniserError {
  override readonly name = "PhotographTooSmall";
}

/** The bytes are no index of a deck. */
export class NotAnIndex extends RecogniserError {
  override readonly name = "NotAnIndex";
}

/** The index was written by another version: the deck has to be imported again. */
export class IndexOfAnotherVersion extends RecogniserError {
  override readonly name = "IndexOfAnotherVersion";
}

/** The index is not what was once written: its checksum is wrong, or it is cut off. */
export class IndexDamaged extends RecogniserError {
  override readonly name = "IndexDamaged";
}

/** The corners span no area, or the size wanted is none. */
export class CornersUnusable extends RecogniserError {
  override readonly name = "CornersUnusable";
}
