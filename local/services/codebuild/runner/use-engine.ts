/** What a build is given of the machine's container engine: a container to run in, or programs to build images with. */
import { join } from "node:path";
import type { Cloud } from "../../../contracts.ts";
import { AwsError } from "../../../errors.ts";
import type { Build } from "../builds/build.ts";
import type { Parts } from "./build-run.ts";
import { openEngine } from "./containers/engine.ts";
import { openContainer } from "./containers/open-container.ts";
import { LOCATION } from "./download-source.ts";
import type { Provision } from "./provision.ts";
import { makeBuildTools } from "./tools/build-tools.ts";
import type { Workspace } from "./workspace.ts";

/** Where buildah keeps images and containers: not in the service's own folder, which containers are given whole. */
export const containersFolder = (cloud: Pick<Cloud, "stateFolder">): string => cloud.stateFolder("codebuild-containers");

/**
 * Opens the container that the build runs in, or gives the folder of the programs that it builds images with.
 * @throws BuildFailure
 */
export async function useEngine(
  { cloud, progress, principal, closing, signal, stateFolder }: Parts,
  { scratch, root }: Workspace,
  provided: Provision,
): Promise<string | undefined> {
  if (provided.runs === "on the machine") return undefined;
  const { build } = progress;
  const engine = await openEngine(provided.engine, { storage: containersFolder(cloud), logins: scratch });
  if (provided.runs === "in an image") {
    const folders = { written: [stateFolder], read: repositoriesOf(build, cloud) };
    closing.container = await openContainer({ cloud, build, principal, engine, folders, signal });
    return undefined;
  }
  const tools = join(root, "tools");
  makeBuildTools(tools, engine, { host: cloud.ecr.registryHost, address: await addressOf(cloud) });
  return tools;
}

/** The repository that the source borrows its objects from (see download-source.ts). One that is not there is told of later. */
function repositoriesOf({ source }: Build, cloud: Cloud): string[] {
  const name = LOCATION.exec(source.location ?? "")?.[1];
  try {
    return name === undefined ? [] : [cloud.codecommit.repositoryPath(name)];
  } catch (error) {
    if (error instanceof AwsError) return [];
    throw error;
  }
}

/** Without a registry images can be built all the same, and `docker login` says what is missing. */
async function addressOf({ ecr }: Cloud): Promise<string | undefined> {
  try {
    return await ecr.address();
  } catch (error) {
    if (error instanceof AwsError) return undefined;
    throw error;
  }
}
