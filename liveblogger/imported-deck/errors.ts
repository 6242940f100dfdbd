/** What can be wrong with an imported deck's folder, by name. */
abstract class ImportedDeckError extends Error {
  abstract override readonly name: string;
}

/** The folder was written by another version: the deck has to be imported again. */
export class ImportedDeckOfAnotherVersion extends ImportedDeckError {
  override readonly name = "ImportedDeckOfAnotherVersion";
}

/** Something in the folder is missing or was changed. */
export class ImportedDeckDamaged extends ImportedDeckError {
  override readonly name = "ImportedDeckDamaged";
}

/** The folder that was to hold the deck holds something else, which is left alone. */
export class FolderTaken extends ImportedDeckError {
  override readonly name = "FolderTaken";
}
