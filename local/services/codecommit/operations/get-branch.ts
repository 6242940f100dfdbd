import type { Call, Operation } from "../../../contracts.ts";
import { AwsError } from "../../../errors.ts";
import { referenceTarget } from "../git/references.ts";
import type { Repositories } from "../repositories.ts";
import { type RepositoryInput, required } from "./input.ts";

interface Input extends RepositoryInput {
  readonly branchName?: string;
}

/** https://docs.aws.amazon.com/codecommit/latest/APIReference/API_GetBranch.html */
export function getBranch(repositories: Repositories): Operation<Input> {
  return {
    action: "codecommit:GetBranch",
    resource: (input) => repositories.arn(input.repositoryName ?? ""),
    async run({ input }: Call<Input>) {
      const { repositoryName } = repositories.get(input.repositoryName);
      const branchName = required(input.branchName, "BranchNameRequiredException", "A branch name");
      const commitId = await referenceTarget(repositories.gitPath(repositoryName), `refs/heads/${branchName}`);
      if (commitId === undefined) throw new AwsError("BranchDoesNotExistException", `Branch ${branchName} does not exist`);
      return { branch: { branchName, commitId } };
    },
  };
}
