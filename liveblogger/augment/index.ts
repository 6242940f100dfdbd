/** Photographs with known truth, of decks and of what is no deck. */
export type { Conditions } from "./conditions.ts";
export type { Corners, Point } from "./homography.ts";
export { LEVELS, type Level, type PhotographSet, SETS } from "./levels.ts";
export type { BytesImage } from "./linear-image.ts";
export { NEGATIVES, type NegativeKind, negativeScreen } from "./negatives/index.ts";
export { PHOTOGRAPH } from "./photograph.ts";
export { type Taken, takeNegative, takePositive, takeSequence, type Wanted } from "./take.ts";
export {
  FolderNotEmpty,
  requireEmptyFolder,
  type Truth,
  type TruthFile,
  type WriteOptions,
  writePhotographs,
} from "./write-photographs.ts";
