import { z } from "zod";
import type { Call, Operation } from "../../../contracts.ts";
import type { Registry } from "../registry/registry.ts";
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
export function batchGetImage(repositories: ImageRepositories, registry: Registry): Operation<Input> {
  return {
    action: "ecr:BatchGetImage",
    resource: ({ repositoryName }) => repositories.arn(repositoryName),
    async run({ input: given }: Call<Input>, cloud) {
      const { repositoryName, imageIds } = parseInput(input, given);
      repositories.get(repositoryName);
      const stored = await registry.images();
      const found = await Promise.all(imageIds.map(async (id) => ({ id, image: await stored.find(repositoryName, id) })));
      return {
        images: found.flatMap(({ id, image }) => {
          if (image === undefined) return [];
          const { digest, manifest: imageManifest, mediaType: imageManifestMediaType } = image;
          const imageId = { ...id, imageDigest: digest };
          return [{ registryId: cloud.accountId, repositoryName, imageId, imageManifest, imageManifestMediaType }];
        }),
        failures: found
          .filter(({ image }) => image === undefined)
          .map(({ id }) => ({ imageId: id, failureCode: "ImageNotFound", failureReason: "Requested image not found" })),
      };
    },
  };
}
