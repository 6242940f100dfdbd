import { z } from "zod";
import type { Call, Cloud, Operation } from "../../../contracts.ts";
import { AwsError } from "../../../errors.ts";
import type { Images, StoredImage } from "../registry/images.ts";
import type { Registry } from "../registry/registry.ts";
import type { ImageRepositories } from "../repositories.ts";
import { type ImageId, imageId, parseInput, printed } from "./input.ts";

const input = z.strictObject({
  registryId: z.string().optional(),
  repositoryName: z.string(),
  imageIds: z.array(imageId).min(1).max(100).optional(),
  filter: z.strictObject({ tagStatus: z.string().optional() }).optional(),
  maxResults: z.int().min(1).max(1000).optional(),
});
type Input = z.infer<typeof input>;

/**
 * https://docs.aws.amazon.com/AmazonECR/latest/APIReference/API_DescribeImages.html, always a single page. When an image
 * was pushed is not known here, and one that has lost its last tag is not listed.
 */
export function describeImages(repositories: ImageRepositories, registry: Registry): Operation<Input> {
  return {
    action: "ecr:DescribeImages",
    resource: ({ repositoryName }) => repositories.arn(repositoryName),
    async run({ input: given }: Call<Input>, cloud) {
      const { repositoryName, imageIds } = parseInput(input, given);
      repositories.get(repositoryName);
      const stored = await registry.images();
      const tagged = await taggedImages(stored, repositoryName);
      const wanted = imageIds
        ? await Promise.all(imageIds.map((id) => existing(stored, { repositoryName, id, cloud })))
        : [...tagged.values()].map(({ image }) => image);
      const distinct = new Map(wanted.map((image) => [image.digest, image]));
      return {
        imageDetails: [...distinct.values()].map((image) => ({
          registryId: cloud.accountId,
          repositoryName,
          imageDigest: image.digest,
          imageTags: tagged.get(image.digest)?.tags,
          imageSizeInBytes: sizeOf(image),
          imageManifestMediaType: image.mediaType,
        })),
      };
    },
  };
}

async function taggedImages(
  stored: Images,
  repositoryName: string,
): Promise<Map<string, { image: StoredImage; tags: string[] }>> {
  const found = new Map<string, { image: StoredImage; tags: string[] }>();
  for (const imageTag of await stored.tags(repositoryName)) {
    const image = await stored.find(repositoryName, { imageTag });
    if (image === undefined) continue;
    const known = found.get(image.digest);
    if (known) known.tags.push(imageTag);
    else found.set(image.digest, { image, tags: [imageTag] });
  }
  return found;
}

/** @throws AwsError ImageNotFoundException */
async function existing(
  stored: Images,
  { repositoryName, id, cloud }: { repositoryName: string; id: ImageId; cloud: Cloud },
): Promise<StoredImage> {
  const image = await stored.find(repositoryName, id);
  if (image !== undefined) return image;
  throw new AwsError(
    "ImageNotFoundException",
    `The image with imageId ${printed(id)} does not exist within the repository with name '${repositoryName}' in the registry with id '${cloud.accountId}'`,
  );
}

/** What is pulled of an image, in bytes: its layers, as they are packed. */
function sizeOf({ manifest }: StoredImage): number {
  const { layers = [] } = JSON.parse(manifest) as { layers?: { size: number }[] };
  return layers.reduce((sum, { size }) => sum + size, 0);
}
