/** Makes the container of a build that names an image of its own: pulled from the registry, as the service role. */
import type { Cloud, Principal } from "../../../../contracts.ts";
import { AwsError } from "../../../../errors.ts";
import { type Build, uuidOf } from "../../builds/build.ts";
import { BuildFailure } from "../build-failure.ts";
import { createByBuildah } from "./buildah.ts";
import type { BuildContainer, SharedFolders } from "./container.ts";
import { createByDocker } from "./docker.ts";
import { type Engine, EngineFailed } from "./engine.ts";

export interface ContainerParts {
  readonly cloud: Cloud;
  readonly build: Build;
  readonly principal: Principal;
  readonly engine: Engine;
  readonly folders: SharedFolders;
  readonly signal: AbortSignal;
}

/** @throws BuildFailure */
export async function openContainer({ cloud, build, principal, ...rest }: ContainerParts): Promise<BuildContainer> {
  const { image } = build.environment;
  const { ecr } = cloud;
  if (!image.startsWith(`${ecr.registryHost}/`))
    throw notPulled(`${image} is in no registry of this account, ${ecr.registryHost}, and no other is asked from here.`);
  try {
    const order = {
      ...rest,
      name: `codebuild-${uuidOf(build)}`,
      image: image.replace(ecr.registryHost, await ecr.address()),
      password: ecr.password(principal),
    };
    return await (rest.engine.name === "buildah" ? createByBuildah(order) : createByDocker(order));
  } catch (error) {
    if (!(error instanceof AwsError || error instanceof EngineFailed)) throw error;
    throw notPulled(error.message);
  }
}

function notPulled(reason: string): BuildFailure {
  return new BuildFailure("BUILD_CONTAINER_UNABLE_TO_PULL_IMAGE", `Unable to pull customer's container image: ${reason}`);
}
