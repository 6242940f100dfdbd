/** ECR: the tags that image builds have pushed. */
import { ImageNotFoundException } from "@aws-sdk/client-ecr";

export class FakeRegistry {
  readonly tags = new Set<string>();

  describeImages({ imageIds: [id] }: { imageIds: readonly { imageTag: string }[] }) {
    if (id && this.tags.has(id.imageTag)) return { imageDetails: [{}] };
    throw new ImageNotFoundException({ message: "no such image", $metadata: {} });
  }
}
