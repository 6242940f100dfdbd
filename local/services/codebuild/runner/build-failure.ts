/** How a phase fails. */
import type { PhaseContext } from "../builds/build.ts";

/** The build's own fault: the phase is FAILED with this context. Any other exception is a FAULT, ours. */
export class BuildFailure extends Error {
  override readonly name = "BuildFailure";
  readonly context: PhaseContext;

  constructor(statusCode: string, message: string) {
    super(message);
    this.context = { statusCode, message };
  }
}
