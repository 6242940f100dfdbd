/** What can be wrong with a deck, by name. */
export abstract class DeckError extends Error {
  abstract override readonly name: string;
}

/** There is no such file or folder, or it may not be read. */
export class DeckNotFound extends DeckError {
  override readonly name = "DeckNotFound";
}

/** The file is of a kind that no deck is made of. */
export class DeckOfUnknownKind extends DeckError {
  override readonly name = "DeckOfUnknownKind";
}

/** The file is broken or cut off. */
export class DeckUnreadable extends DeckError {
  override readonly name = "DeckUnreadable";
}

/** The PDF wants a password. */
export class DeckEncrypted extends DeckError {
  override readonly name = "DeckEncrypted";
}

/** There is not one page. */
export class DeckEmpty extends DeckError {
  override readonly name = "DeckEmpty";
}

/** More pages, bytes or pixels than a deck may have. */
export class DeckTooLarge extends DeckError {
  override readonly name = "DeckTooLarge";
}

/** A .pptx holds no pictures of its slides; none were found beside it. */
export class DeckWithoutPictures extends DeckError {
  override readonly name = "DeckWithoutPictures";
}

/** The .pptx and the pictures beside it have not the same number of slides. */
export class NotesDoNotFit extends DeckError {
  override readonly name = "NotesDoNotFit";
}
