/** PROVISIONING: whether this machine can be what the build wants to run in. */
import type { ProjectEnvironment } from "../builds/build.ts";
import { BuildFailure } from "./build-failure.ts";

/** Finds a container engine, by name. */
export type FindEngine = () => Promise<string | undefined>;

/**
 * CodeBuild's own images are played by the machine itself.
 * @throws BuildFailure that says what to install
 */
export async function provision({ image, privilegedMode }: ProjectEnvironment, findEngine: FindEngine): Promise<void> {
  const standard = image.startsWith("aws/codebuild/");
  if (standard && !privilegedMode) return;
  const engine = await findEngine();
  if (privilegedMode && engine === undefined) {
    throw new BuildFailure(
      "CLIENT_ERROR",
      "This project builds container images (PrivilegedMode), and this machine has no container engine that runs. Install and start docker, podman or buildah.",
    );
  }
  if (!standard) {
    throw new BuildFailure(
      "BUILD_CONTAINER_UNABLE_TO_PULL_IMAGE",
      engine === undefined
        ? `Unable to pull customer's container image: ${image} needs a container engine, and this machine has none that runs. Use one of CodeBuild's own images (aws/codebuild/…), for which the machine itself stands in.`
        : `Unable to pull customer's container image: builds inside ${image} are not run here yet. Use one of CodeBuild's own images (aws/codebuild/…), for which the machine itself stands in.`,
    );
  }
}
