/** ECR: the tags that image builds have pushed, each of an edition of the image's files. */
import { ImageNotFoundException } from "@aws-sdk/client-ecr";

export class FakeRegistry {
  readonly editions = new Map<string, number>();

  describeImages({ imageIds: [id] }: { imageIds: readonly { imageTag: string }[] }) {
    if (id && this.editions.has(id.imageTag)) return { imageDetails: [{}] };
    throw new ImageNotFoundException({ message: "no such image", $metadata: {} });
  }
}
