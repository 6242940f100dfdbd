import { TalkInvalid, TalkNotFound } from "../../liveblogger/talk/index.ts";
import { NotFound, UserError } from "../errors.ts";

/** Runs `work`; what is wrong with a talk's folder is thrown as a UserError, a line for each. */
export async function explainingTalks<Result>(work: () => Promise<Result>): Promise<Result> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof TalkNotFound) throw new NotFound(error.message, { cause: error });
    if (error instanceof TalkInvalid) {
      const count = error.problems.length === 1 ? "One thing is" : `${error.problems.length} things are`;
      throw new UserError(`${count} to be mended before the talk can be published:\n\n${error.message}`, { cause: error });
    }
    throw error;
  }
}
