import type { Call, Operation } from "../../../contracts.ts";
import { AwsError } from "../../../errors.ts";
import type { Repositories } from "../repositories.ts";

interface Input {
  readonly sortBy?: string;
  readonly order?: string;
  readonly nextToken?: string;
}

/** https://docs.aws.amazon.com/codecommit/latest/APIReference/API_ListRepositories.html (always a single page) */
export function listRepositories(repositories: Repositories): Operation<Input> {
  return {
    action: "codecommit:ListRepositories",
    resource: () => "*",
    run({ input }: Call<Input>) {
      if (input.nextToken !== undefined) {
        throw new AwsError("InvalidContinuationTokenException", "The specified continuation token is not valid.");
      }
      const records = repositories.list();
      if (input.sortBy === "lastModifiedDate") records.sort((a, b) => a.lastModifiedDate - b.lastModifiedDate);
      if (input.order === "descending") records.reverse();
      return { repositories: records.map(({ repositoryName, repositoryId }) => ({ repositoryName, repositoryId })) };
    },
  };
}
