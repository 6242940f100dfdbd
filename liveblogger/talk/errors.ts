import { located, type Problem } from "./problem.ts";

/** There is no such folder. */
export class TalkNotFound extends Error {
  override readonly name = "TalkNotFound";
}

/** Something in the talk's folder is wrong; the message has a line for each. */
export class TalkInvalid extends Error {
  override readonly name = "TalkInvalid";
  readonly problems: readonly Problem[];

  constructor(folder: string, problems: readonly Problem[]) {
    super(problems.map((problem) => located(folder, problem)).join("\n"));
    this.problems = problems;
  }
}
