/** CodeCommit: git repositories whose pushes start things. */
import type { Cloud, CodeCommitPort, Service } from "../../contracts.ts";
import { createGitHandler, PATH_PREFIX } from "./http/handle-git-request.ts";
import { getBlob } from "./operations/get-blob.ts";
import { getBranch } from "./operations/get-branch.ts";
import { getCommit } from "./operations/get-commit.ts";
import { getDifferences } from "./operations/get-differences.ts";
import { getFile } from "./operations/get-file.ts";
import { getFolder } from "./operations/get-folder.ts";
import { getRepository } from "./operations/get-repository.ts";
import { listBranches } from "./operations/list-branches.ts";
import { listRepositories } from "./operations/list-repositories.ts";
import { createRepositories } from "./repositories.ts";
import { repositoryResource } from "./repository-resource.ts";
import { createPushDelivery } from "./triggers/deliver-pushes.ts";

/** The service; its port gives other services the bare repositories. */
export function createCodeCommit(cloud: Cloud): Service & { port: CodeCommitPort } {
  const repositories = createRepositories(cloud);
  const delivery = createPushDelivery(cloud, repositories);
  return {
    signingName: "codecommit",
    wire: {
      protocol: "json-1.1",
      operations: {
        GetBlob: getBlob(repositories),
        GetBranch: getBranch(repositories),
        GetCommit: getCommit(repositories),
        GetDifferences: getDifferences(repositories),
        GetFile: getFile(repositories),
        GetFolder: getFolder(repositories),
        GetRepository: getRepository(repositories),
        ListBranches: listBranches(repositories),
        ListRepositories: listRepositories(repositories),
      },
    },
    unsigned: { pathPrefix: PATH_PREFIX, handle: createGitHandler(cloud, repositories, delivery) },
    resourceTypes: [repositoryResource(repositories)],
    async start() {
      await Promise.all(repositories.list().map(({ repositoryName }) => delivery.takeUp(repositoryName)));
    },
    stop: () => delivery.stop(),
    port: { repositoryPath: (name) => repositories.gitPath(repositories.get(name).repositoryName) },
  };
}
