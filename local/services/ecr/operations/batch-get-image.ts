import { z } from "zod";
import type { Call, Operation } from "../../../contracts.ts";
import type { ImageRepositories } from "../repositories.ts";
import { imageId, parseInput } from "./input.ts";

const input = z.strictObject({
  registryId: z.string().optional(),
  repositoryName: z.string(),
  imageIds: z.array(imageId).min(1).max(100),
  acceptedMediaTypes: z.array(z.string()).optional(),
});
type Input = z.infer<typeof input>;

/** https://docs.aws.amazon.com/AmazonECR/latest/APIReference/API_BatchGetImage.html: a missing image is a failure, not an error. */
export function batchGetImage(repositories: ImageRepositories): Operation<Input> {
  return {
    action: "ecr:BatchGetImage",
    resource: ({ repositoryName }) => repositories.arn(repositoryName),
    run({ input: given }: Call<Input>) {
      const { repositoryName, imageIds } = parseInput(input, given);
      repositories.get(repositoryName);
      return {
        images: [],
        failures: imageIds.map((id) => ({
          imageId: id,
          failureCode: "ImageNotFound",
          failureReason: "Requested image not found",
        })),
      };
    },
  };
}
