/** What several operations check of their input, with CodeCommit's own errors. */
import { AwsError } from "../../../errors.ts";
import { resolveCommit } from "../git/resolve-commit.ts";

export interface RepositoryInput {
  readonly repositoryName?: string;
}

/** A commit by branch, tag, `HEAD`, full reference or id. @throws AwsError CommitDoesNotExistException */
export async function commitOf(gitPath: string, specifier: string): Promise<string> {
  const id = await resolveCommit(gitPath, specifier);
  if (id === undefined) throw new AwsError("CommitDoesNotExistException", `Could not find commit: ${specifier}`);
  return id;
}

/** A value that must be there. @throws AwsError `<code>` */
export function required(value: string | undefined, code: string, what: string): string {
  if (value === undefined || value === "") throw new AwsError(code, `${what} is required.`);
  return value;
}

/** A path inside the repository without slashes at its ends. @throws AwsError InvalidPathException */
export function normalPath(path: string): string {
  const normal = path.replace(/^\/+|\/+$/g, "");
  if (normal.split("/").some((part) => part === "." || part === "..") || normal.includes("\0")) {
    throw new AwsError("InvalidPathException", `The specified path is not valid: ${path}`);
  }
  return normal;
}
