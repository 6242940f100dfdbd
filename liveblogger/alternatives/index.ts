/** Which slide a photograph shows, by whom the talk chose to look. */
export { chooseRecogniser } from "./choose-recogniser.ts";
export type * from "./contract.ts";
export * from "./errors.ts";
