import type { Call, Operation } from "../../../contracts.ts";
import { AwsError } from "../../../errors.ts";
import { branchNames } from "../git/references.ts";
import type { Repositories } from "../repositories.ts";
import type { RepositoryInput } from "./input.ts";

interface Input extends RepositoryInput {
  readonly nextToken?: string;
}

/** https://docs.aws.amazon.com/codecommit/latest/APIReference/API_ListBranches.html (always a single page) */
export function listBranches(repositories: Repositories): Operation<Input> {
  return {
    action: "codecommit:ListBranches",
    resource: (input) => repositories.arn(input.repositoryName ?? ""),
    async run({ input }: Call<Input>) {
      const { repositoryName } = repositories.get(input.repositoryName);
      if (input.nextToken !== undefined) {
        throw new AwsError("InvalidContinuationTokenException", "The specified continuation token is not valid.");
      }
      return { branches: await branchNames(repositories.gitPath(repositoryName)) };
    },
  };
}
