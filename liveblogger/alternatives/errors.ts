/** Why a service gave no answer, by name. The messages hold no credentials. */
export abstract class RecogniserServiceError extends Error {
  abstract override readonly name: string;
}

/** What it needs to be asked is missing or wrong: a token, a task, a region, an address. */
export class RecogniserMisconfigured extends RecogniserServiceError {
  override readonly name = "RecogniserMisconfigured";
}

/** The service does not take the credentials or the token, or they may not do this. */
export class RecogniserRefused extends RecogniserServiceError {
  override readonly name = "RecogniserRefused";
}

/** The service has too much to do, or this account asks too often; later tries did not help. */
export class RecogniserBusy extends RecogniserServiceError {
  override readonly name = "RecogniserBusy";
}

/** Nothing answers, or only with an error of the service's own; later tries did not help. */
export class RecogniserUnreachable extends RecogniserServiceError {
  override readonly name = "RecogniserUnreachable";
}

/** No answer came in time. */
export class RecogniserTimedOut extends RecogniserServiceError {
  override readonly name = "RecogniserTimedOut";
}

/** The service does not take this photograph. */
export class PhotographRefused extends RecogniserServiceError {
  override readonly name = "PhotographRefused";
}

/** The service answered something that its documentation does not know, or that can't be about this deck. */
export class AnswerNotUnderstood extends RecogniserServiceError {
  override readonly name = "AnswerNotUnderstood";
}
