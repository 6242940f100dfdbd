import type { Call, Operation } from "../../../contracts.ts";
import { AwsError } from "../../../errors.ts";
import { type Change, differences, type Side } from "../git/differences.ts";
import type { Repositories } from "../repositories.ts";
import { commitOf, normalPath, type RepositoryInput, required } from "./input.ts";

interface Input extends RepositoryInput {
  readonly beforeCommitSpecifier?: string;
  readonly afterCommitSpecifier?: string;
  readonly beforePath?: string;
  readonly afterPath?: string;
  readonly MaxResults?: number;
  readonly NextToken?: string;
}

const DEFAULT_PAGE = 100;

/**
 * https://docs.aws.amazon.com/codecommit/latest/APIReference/API_GetDifferences.html: additions, deletions
 * and modifications. Without a commit before, everything is an addition; a renamed file is a deletion and
 * an addition.
 */
export function getDifferences(repositories: Repositories): Operation<Input> {
  return {
    action: "codecommit:GetDifferences",
    resource: (input) => repositories.arn(input.repositoryName ?? ""),
    async run({ input }: Call<Input>) {
      const { repositoryName } = repositories.get(input.repositoryName);
      const gitPath = repositories.gitPath(repositoryName);
      const specifier = required(input.afterCommitSpecifier, "CommitRequiredException", "A commit specifier");
      const size = pageSize(input.MaxResults);
      const after = await commitOf(gitPath, specifier);
      const before = input.beforeCommitSpecifier ? await commitOf(gitPath, input.beforeCommitSpecifier) : undefined;
      const start = startOfPage(input.NextToken, before, after);
      const changes = withinPaths(await differences(gitPath, before, after), input.beforePath, input.afterPath);
      const end = start + size;
      return {
        differences: changes.slice(start, end).map(difference),
        ...(end < changes.length && { NextToken: pageToken(end, before, after) }),
      };
    },
  };
}

function pageSize(asked: number | undefined): number {
  if (asked === undefined) return DEFAULT_PAGE;
  if (!Number.isInteger(asked) || asked < 1) {
    throw new AwsError("InvalidMaxResultsException", "The specified number of maximum results is not valid.");
  }
  return asked;
}

/** A token holds the commits it goes with: a branch that moves between two pages does not mix two answers. */
function pageToken(start: number, before: string | undefined, after: string): string {
  return Buffer.from(JSON.stringify([start, before ?? null, after])).toString("base64url");
}

function startOfPage(token: string | undefined, before: string | undefined, after: string): number {
  if (token === undefined) return 0;
  const start = Number(/^\[(\d+),/.exec(Buffer.from(token, "base64url").toString())?.[1]);
  if (token !== pageToken(start, before, after)) {
    throw new AwsError("InvalidContinuationTokenException", "The specified continuation token is not valid.");
  }
  return start;
}

/** With paths given, the changes whose file lies at or below one of them. */
function withinPaths(
  changes: readonly Change[],
  beforePath: string | undefined,
  afterPath: string | undefined,
): readonly Change[] {
  if (beforePath === undefined && afterPath === undefined) return changes;
  const within = (side: Side | undefined, path: string | undefined): boolean => {
    if (side === undefined || path === undefined) return false;
    const folder = normalPath(path);
    return folder === "" || side.path === folder || side.path.startsWith(`${folder}/`);
  };
  return changes.filter(({ before, after }) => within(before, beforePath) || within(after, afterPath));
}

function difference({ before, after }: Change) {
  return {
    ...(before !== undefined && { beforeBlob: before }),
    ...(after !== undefined && { afterBlob: after }),
    changeType: before === undefined ? "A" : after === undefined ? "D" : "M",
  };
}
