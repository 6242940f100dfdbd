/** Something wrong in a content file, at a line of it (from 1). */
export interface ContentProblem {
  readonly line: number;
  readonly message: string;
}
