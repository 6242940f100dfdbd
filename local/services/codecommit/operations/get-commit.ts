import type { Call, Operation } from "../../../contracts.ts";
import { AwsError } from "../../../errors.ts";
import { parentIds } from "../git/parents.ts";
import { parseCommit } from "../git/parse-commit.ts";
import { readObject } from "../git/read-object.ts";
import type { Repositories } from "../repositories.ts";
import { type RepositoryInput, required } from "./input.ts";

interface Input extends RepositoryInput {
  readonly commitId?: string;
}

/** https://docs.aws.amazon.com/codecommit/latest/APIReference/API_GetCommit.html: takes full ids only. */
export function getCommit(repositories: Repositories): Operation<Input> {
  return {
    action: "codecommit:GetCommit",
    resource: (input) => repositories.arn(input.repositoryName ?? ""),
    async run({ input }: Call<Input>) {
      const { repositoryName } = repositories.get(input.repositoryName);
      const commitId = required(input.commitId, "CommitIdRequiredException", "A commit ID");
      if (!/^[0-9a-f]{40}$/i.test(commitId)) {
        throw new AwsError("InvalidCommitIdException", `The specified commit ID is not valid: ${commitId}`);
      }
      const gitPath = repositories.gitPath(repositoryName);
      const id = commitId.toLowerCase();
      const object = await readObject(gitPath, id);
      if (object?.type !== "commit") {
        throw new AwsError("CommitIdDoesNotExistException", `The specified commit ID does not exist: ${commitId}`);
      }
      return { commit: { commitId: id, parents: await parentIds(gitPath, id), ...parseCommit(object.content) } };
    },
  };
}
