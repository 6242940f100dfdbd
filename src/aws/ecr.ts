import { DescribeImagesCommand, ECRClient, ImageNotFoundException } from "@aws-sdk/client-ecr";

const client = new ECRClient({});

/** Whether the repository has an image with this tag. */
export async function hasImage(repositoryName: string, imageTag: string): Promise<boolean> {
  try {
    const { imageDetails } = await client.send(new DescribeImagesCommand({ repositoryName, imageIds: [{ imageTag }] }));
    return (imageDetails ?? []).length > 0;
  } catch (error) {
    if (error instanceof ImageNotFoundException) return false;
    throw error;
  }
}
