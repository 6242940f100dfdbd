import { BuildProblem } from "../website/scripts/support/program.ts";
import { NotFound, NothingThere, UserError } from "./errors.ts";
import { isLocal, localEndpoint, type Place } from "./place.ts";

/** Runs `work`; what a person can mend is thrown as a UserError that says how. */
export async function explainingAws<Result>(place: Place, work: () => Promise<Result>): Promise<Result> {
  try {
    return await work();
  } catch (error) {
    throw explained(error, place) ?? error;
  }
}

function explained(error: unknown, place: Place): UserError | undefined {
  if (error instanceof BuildProblem) return new UserError(sentence(error.message));
  if (isRefusedConnection(error)) return new NothingThere(nothingAnswers(place));
  if (!(error instanceof Error)) return undefined;
  const { name, message } = error;
  if (isDenied(error)) return new UserError(`AWS refuses it: ${message}. Use credentials that may do this.`);
  switch (name) {
    case "CredentialsProviderError":
      return new UserError(`There are no AWS credentials (${message}). Set AWS_PROFILE, or sign in with aws sso login.`);
    case "NoSuchBucket":
      return new NotFound(
        `There is no such bucket. Was the stage deployed, and in this region? Name it with --bucket. (${message})`,
      );
    default:
      if (message.includes("Region is missing")) return new UserError("Which region? Name it: --region us-east-1.");
      return "$metadata" in error ? new UserError(`${name}: ${message}`) : undefined;
  }
}

/** Whether AWS refuses whoever asks; services have two names for it. */
export const isDenied = (error: unknown): boolean => error instanceof Error && error.name.startsWith("AccessDenied");

const sentence = (text: string): string => `${text.charAt(0).toUpperCase()}${text.slice(1)}.`;

/** One address refuses with an error, several with an error that holds theirs. */
function isRefusedConnection(error: unknown): boolean {
  if (typeof error !== "object" || error === null) return false;
  if ("errors" in error && Array.isArray(error.errors)) return error.errors.some(isRefusedConnection);
  if ("code" in error && error.code === "ECONNREFUSED") return true;
  return "message" in error && String(error.message).includes("ECONNREFUSED"); // as the SDK wraps some
}

function nothingAnswers(place: Place): string {
  if (!isLocal(place)) return `Nothing answers at ${process.env.AWS_ENDPOINT_URL ?? "AWS"}.`;
  return `Nothing answers at ${localEndpoint(place)}. Start Lectern with npm start, or name a deployment: --target aws.`;
}
