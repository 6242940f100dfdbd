/** ECR: repositories of images, which a registry of this machine keeps, if there is one. */
import type { Cloud, EcrPort, Service } from "../../contracts.ts";
import { NOT_SUPPORTED, notSupported } from "./not-supported.ts";
import { batchGetImage } from "./operations/batch-get-image.ts";
import { describeImages } from "./operations/describe-images.ts";
import { describeRepositories } from "./operations/describe-repositories.ts";
import { getAuthorizationToken } from "./operations/get-authorization-token.ts";
import { findRegistryProgram } from "./registry/find-program.ts";
import { createRegistry } from "./registry/registry.ts";
import { createImageRepositories } from "./repositories.ts";
import { repositoryResource } from "./repository-resource.ts";

/** The service; its port lets builds push and pull. */
export function createEcr(cloud: Cloud, findProgram = findRegistryProgram): Service & { port: EcrPort } {
  const repositories = createImageRepositories(cloud);
  const registry = createRegistry(cloud, repositories, findProgram);
  return {
    signingName: "ecr",
    wire: {
      protocol: "json-1.1",
      operations: {
        BatchGetImage: batchGetImage(repositories, registry),
        DescribeImages: describeImages(repositories, registry),
        DescribeRepositories: describeRepositories(repositories),
        GetAuthorizationToken: getAuthorizationToken(registry),
        ...Object.fromEntries(NOT_SUPPORTED.map((name) => [name, notSupported(name)])),
      },
    },
    resourceTypes: [repositoryResource(repositories)],
    stop: registry.stop,
    port: registry.port,
  };
}
