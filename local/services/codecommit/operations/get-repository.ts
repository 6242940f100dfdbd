import type { Call, Operation } from "../../../contracts.ts";
import { defaultBranch } from "../git/references.ts";
import type { Repositories } from "../repositories.ts";
import type { RepositoryInput } from "./input.ts";

/** https://docs.aws.amazon.com/codecommit/latest/APIReference/API_GetRepository.html */
export function getRepository(repositories: Repositories): Operation<RepositoryInput> {
  return {
    action: "codecommit:GetRepository",
    resource: (input) => repositories.arn(input.repositoryName ?? ""),
    async run({ input }: Call<RepositoryInput>, cloud) {
      const record = repositories.get(input.repositoryName);
      const name = record.repositoryName;
      return {
        repositoryMetadata: {
          accountId: cloud.accountId,
          repositoryId: record.repositoryId,
          repositoryName: name,
          repositoryDescription: record.description,
          defaultBranch: await defaultBranch(repositories.gitPath(name)),
          lastModifiedDate: record.lastModifiedDate / 1000,
          creationDate: record.creationDate / 1000,
          cloneUrlHttp: repositories.cloneUrl(name),
          cloneUrlSsh: `ssh://git-codecommit.${cloud.region}.amazonaws.com/v1/repos/${name}`,
          Arn: repositories.arn(name),
        },
      };
    },
  };
}
