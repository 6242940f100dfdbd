/** Why a request is not who it says it is, before a service's own words for it are chosen. */

export type AuthenticationProblem =
  | "missing"
  | "incomplete"
  | "unknown-key"
  | "mismatch"
  | "skewed"
  | "expired-request"
  | "invalid-token"
  | "unsigned-headers"
  | "wrong-region";

/** Thrown by everything in this folder; `protocols/errors.ts` turns it into the answer of the service asked. */
export class AuthenticationFailure extends Error {
  override readonly name = "AuthenticationFailure";
  readonly problem: AuthenticationProblem;

  constructor(problem: AuthenticationProblem, message: string) {
    super(message);
    this.problem = problem;
  }
}
