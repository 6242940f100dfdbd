/** ECR: repositories that have no images yet. */
import type { Cloud, Service } from "../../contracts.ts";
import { NOT_SUPPORTED, notSupported } from "./not-supported.ts";
import { batchGetImage } from "./operations/batch-get-image.ts";
import { describeImages } from "./operations/describe-images.ts";
import { describeRepositories } from "./operations/describe-repositories.ts";
import { createImageRepositories } from "./repositories.ts";
import { repositoryResource } from "./repository-resource.ts";

export function createEcr(cloud: Cloud): Service {
  const repositories = createImageRepositories(cloud);
  return {
    signingName: "ecr",
    wire: {
      protocol: "json-1.1",
      operations: {
        BatchGetImage: batchGetImage(repositories),
        DescribeImages: describeImages(repositories),
        DescribeRepositories: describeRepositories(repositories),
        ...Object.fromEntries(NOT_SUPPORTED.map((name) => [name, notSupported(name)])),
      },
    },
    resourceTypes: [repositoryResource(repositories)],
  };
}
