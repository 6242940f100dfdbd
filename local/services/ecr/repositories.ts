/** Image repositories, as the template declares them. */

import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { Cloud } from "../../contracts.ts";
import { AwsError } from "../../errors.ts";
import { writeFileAtomically } from "../../store/atomic-file.ts";

export interface ImageRepository {
  readonly repositoryName: string;
  readonly imageTagMutability: "IMMUTABLE" | "MUTABLE";
  readonly scanOnPush: boolean;
  readonly encryptionType: "AES256" | "KMS";
  /** Seconds since the epoch. */
  readonly createdAt: number;
}

export interface ImageRepositories {
  put(repository: Omit<ImageRepository, "createdAt">): ImageRepository;
  /** @throws AwsError RepositoryNotFoundException */
  get(name: string): ImageRepository;
  list(): ImageRepository[];
  arn(name: string): string;
  uri(name: string): string;
}

/** The repositories of this run; when each was first made is on disk. */
export function createImageRepositories(cloud: Cloud): ImageRepositories {
  const repositories = new Map<string, ImageRepository>();

  function createdAt(name: string): number {
    const file = join(cloud.stateFolder("ecr"), `${encodeURIComponent(name)}.json`);
    if (existsSync(file)) return JSON.parse(readFileSync(file, "utf8")).createdAt;
    const now = cloud.clock.now() / 1000;
    writeFileAtomically(file, JSON.stringify({ createdAt: now }));
    return now;
  }

  return {
    put(given) {
      const repository = { ...given, createdAt: createdAt(given.repositoryName) };
      repositories.set(repository.repositoryName, repository);
      return repository;
    },
    get(name) {
      const repository = repositories.get(name);
      if (repository !== undefined) return repository;
      throw new AwsError(
        "RepositoryNotFoundException",
        `The repository with name '${name}' does not exist in the registry with id '${cloud.accountId}'`,
      );
    },
    list: () => [...repositories.values()].sort((a, b) => (a.repositoryName < b.repositoryName ? -1 : 1)),
    arn: (name) => `arn:aws:ecr:${cloud.region}:${cloud.accountId}:repository/${name}`,
    uri: (name) => `${cloud.accountId}.dkr.ecr.${cloud.region}.amazonaws.com/${name}`,
  };
}
