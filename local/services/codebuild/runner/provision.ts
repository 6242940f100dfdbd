/** PROVISIONING: whether this machine can be what the build wants to run in. */
import type { ProjectEnvironment } from "../builds/build.ts";
import { BuildFailure } from "./build-failure.ts";
import type { EngineName } from "./containers/engine.ts";

/** Finds a container engine, by name. */
export type FindEngine = () => Promise<EngineName | undefined>;

/** What the machine is to a build. */
export type Provision =
  /** CodeBuild's own image, played by the machine itself. */
  | { readonly runs: "on the machine" }
  /** The same, with an engine to build images by. */
  | { readonly runs: "with an engine"; readonly engine: EngineName }
  /** An image of the build's own. */
  | { readonly runs: "in an image"; readonly engine: EngineName };

/** @throws BuildFailure that says what to install */
export async function provision({ image, privilegedMode }: ProjectEnvironment, findEngine: FindEngine): Promise<Provision> {
  const standard = image.startsWith("aws/codebuild/");
  if (standard && !privilegedMode) return { runs: "on the machine" };
  const engine = await findEngine();
  if (privilegedMode && engine === undefined) {
    throw new BuildFailure(
      "CLIENT_ERROR",
      "This project builds container images (PrivilegedMode), and this machine has no container engine that runs. Install and start docker, podman or buildah.",
    );
  }
  if (engine === undefined) {
    throw new BuildFailure(
      "BUILD_CONTAINER_UNABLE_TO_PULL_IMAGE",
      `Unable to pull customer's container image: ${image} needs a container engine, and this machine has none that runs. Use one of CodeBuild's own images (aws/codebuild/…), for which the machine itself stands in.`,
    );
  }
  if (standard) return { runs: "with an engine", engine };
  if (privilegedMode) {
    throw new BuildFailure(
      "CLIENT_ERROR",
      `Builds that build images (PrivilegedMode) run only in CodeBuild's own images (aws/codebuild/…) here, not in ${image}.`,
    );
  }
  return { runs: "in an image", engine };
}
