import type { Call, Operation } from "../../../contracts.ts";
import { AwsError } from "../../../errors.ts";
import { readObject } from "../git/read-object.ts";
import type { Repositories } from "../repositories.ts";
import { type RepositoryInput, required } from "./input.ts";

interface Input extends RepositoryInput {
  readonly blobId?: string;
}

/** https://docs.aws.amazon.com/codecommit/latest/APIReference/API_GetBlob.html */
export function getBlob(repositories: Repositories): Operation<Input> {
  return {
    action: "codecommit:GetBlob",
    resource: (input) => repositories.arn(input.repositoryName ?? ""),
    async run({ input }: Call<Input>) {
      const { repositoryName } = repositories.get(input.repositoryName);
      const blobId = required(input.blobId, "BlobIdRequiredException", "A blob ID");
      if (!/^[0-9a-f]{40}$/i.test(blobId)) {
        throw new AwsError("InvalidBlobIdException", `The specified blob ID is not valid: ${blobId}`);
      }
      const object = await readObject(repositories.gitPath(repositoryName), blobId.toLowerCase());
      if (object?.type !== "blob")
        throw new AwsError("BlobIdDoesNotExistException", `The specified blob does not exist: ${blobId}`);
      return { content: object.content.toString("base64") };
    },
  };
}
