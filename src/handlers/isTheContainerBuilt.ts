import type { Context } from "aws-lambda";
import { findBuild } from "../aws/codebuild.ts";
import { MalformedInput } from "../errors.ts";
import { logOf } from "../log.ts";
import { record } from "../metrics.ts";
import { failureOf, outcomeOf } from "../rules/build-outcome.ts";
import { checkPatience, IMAGE_PATIENCE_SECONDS, waitSeconds } from "../rules/polling.ts";
import type { SiteBuilderState } from "../rules/site-builder-state.ts";

/** IsTheContainerBuilt: asks CodeBuild. @throws BuildFailed and its kin when the build ended in any way but well. */
export async function handler(state: SiteBuilderState, context: Context): Promise<SiteBuilderState> {
  const { containerBuildId, askedAt } = state;
  if (!containerBuildId || !askedAt) throw new MalformedInput("IsTheContainerBuilt needs what BuildDocker gave.");
  const outcome = outcomeOf(await findBuild(containerBuildId), Date.now());
  if (!outcome.ended) {
    const message = "The container has not been built";
    checkPatience(askedAt, Date.now(), IMAGE_PATIENCE_SECONDS, message);
    return {
      ...state,
      containerBuildDone: false,
      message,
      waitSeconds: waitSeconds(outcome.elapsedSeconds),
    };
  }
  if (outcome.status === "FAULT" && !state.containerRebuilt) {
    logOf(state, context).warn("CodeBuild itself broke; the image is built again", { containerBuildId, reason: outcome.message });
    return { ...state, containerBuildFaulted: true, message: "CodeBuild broke; the container is built again" };
  }
  record("build_length", outcome.seconds, { project: "image", status: outcome.status });
  const failure = failureOf("The image's build", outcome);
  logOf(state, context).info(`The image's build ended: ${outcome.status}`, { containerBuildId, seconds: outcome.seconds });
  if (failure) throw failure;
  return { ...state, containerBuildDone: true, message: "The container has been built" };
}
