import { z } from "zod";
import type { Call, Operation } from "../../../contracts.ts";
import { AwsError } from "../../../errors.ts";
import type { ImageRepositories } from "../repositories.ts";
import { imageId, parseInput, printed } from "./input.ts";

const input = z.strictObject({
  registryId: z.string().optional(),
  repositoryName: z.string(),
  imageIds: z.array(imageId).min(1).max(100).optional(),
  filter: z.strictObject({ tagStatus: z.string().optional() }).optional(),
  maxResults: z.int().min(1).max(1000).optional(),
});
type Input = z.infer<typeof input>;

/** https://docs.aws.amazon.com/AmazonECR/latest/APIReference/API_DescribeImages.html, of repositories without images */
export function describeImages(repositories: ImageRepositories): Operation<Input> {
  return {
    action: "ecr:DescribeImages",
    resource: ({ repositoryName }) => repositories.arn(repositoryName),
    run({ input: given }: Call<Input>, cloud) {
      const { repositoryName, imageIds } = parseInput(input, given);
      repositories.get(repositoryName);
      const [wanted] = imageIds ?? [];
      if (wanted === undefined) return { imageDetails: [] };
      throw new AwsError(
        "ImageNotFoundException",
        `The image with imageId ${printed(wanted)} does not exist within the repository with name '${repositoryName}' in the registry with id '${cloud.accountId}'`,
      );
    },
  };
}
